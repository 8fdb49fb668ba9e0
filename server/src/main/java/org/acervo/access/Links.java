package org.acervo.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.Ids;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.Page;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * Links: URLs that open a collection or an item to whoever has them. A link is a principal with one
 * grant where it was made, so everything that is true of grants is true of links: nobody gives more
 * by one than they hold, and revoking it holds everywhere at once.
 *
 * <p>Opening a link begins a guest's session. The number of uses counts openings, not looks; where
 * it is limited, a link is opened by a person's act only.
 */
public final class Links {
  private static final Duration GUEST_SESSION = Duration.ofHours(12);
  private static final String ITEM = "item:";
  private static final long MOST_USES = 1_000_000;

  private final Access access;
  private final MongoLinks mongo;
  private final MongoGrants grants;
  private final MongoUsers users;
  private final Sessions sessions;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Secrets secrets;
  private final Ids ids;
  private final InstantSource clock;

  Links(
      Access access,
      MongoLinks mongo,
      MongoGrants grants,
      MongoUsers users,
      Sessions sessions,
      Passwords passwords,
      Throttle throttle,
      Secrets secrets,
      Ids ids,
      InstantSource clock) {
    this.access = access;
    this.mongo = mongo;
    this.grants = grants;
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.throttle = throttle;
    this.secrets = secrets;
    this.ids = ids;
    this.clock = clock;
  }

  /** Those that open {@code target}, newest first, for whoever may share it. */
  public Page<Link> of(Caller caller, Target target, Optional<String> cursor, int limit) {
    Gate.requireSharing(access.policy(), caller, target);
    return page(mongo.of(target, Cursor.parse(cursor), limit + 1), limit);
  }

  /**
   * Those that the caller made; for administrators all. Newest first.
   *
   * @throws Failed with {@link Failure.Denied} when the credential does not let its owner share
   */
  public Page<Link> of(Caller.Person caller, Optional<String> cursor, int limit) {
    Gate.requireSharing(caller);
    var after = Cursor.parse(cursor);
    var found =
        access.policy().administers(caller)
            ? mongo.all(after, limit + 1)
            : mongo.by(caller.id().value(), after, limit + 1);
    return page(found, limit);
  }

  private Page<Link> page(List<MongoLinks.Row> found, int limit) {
    var shown = found.subList(0, Math.min(limit, found.size()));
    var next = found.size() > limit ? new Cursor("", shown.getLast().id()).text() : null;
    return new Page<>(links(shown), next, null);
  }

  /**
   * Makes a link.
   *
   * @throws Failed as {@link Grants#replace}
   */
  public Link.Made make(Caller.Person maker, Link.Wish wish) {
    var name = wish.name().strip();
    var faults = new Faults();
    faults.check(name.length() <= 200, "name", "is longer than 200 characters");
    faults.time(wish.until(), "until");
    faults.check(
        wish.until().isEmpty() || clock.instant().isBefore(wish.until().get()),
        "until",
        "must be a time in the future");
    faults.check(
        wish.uses().isEmpty() || (wish.uses().get() >= 1 && wish.uses().get() <= MOST_USES),
        "uses",
        "must be between 1 and " + MOST_USES);
    faults.check(
        wish.password().isEmpty()
            || (!wish.password().get().isEmpty() && wish.password().get().length() <= 200),
        "password",
        "must have 1 to 200 characters");
    faults.check(
        access.policy().role(wish.role()).isPresent(),
        "role",
        "names " + Fault.quoted(wish.role().value()) + ", which does not exist");
    faults.raise();
    Gate.requireSharing(access.policy(), maker, wish.target());
    var id = new LinkId(ids.fresh());
    var token = secrets.fresh();
    mongo.insert(row(id, token, name, wish, maker));
    var grant =
        new Grant(
            new Principal.Link(id), Optional.of(wish.role()), Set.of(), Effect.ALLOW, wish.until());
    Asleep.wake(
        () -> mongo.forgetAsleep(id),
        () ->
            access.change(
                maker,
                policy -> {
                  Gate.requireSharing(policy, maker, wish.target());
                  var wake = Patch.wake(Patch.In.LINKS, id.value()).with("until", wish.until());
                  var before = grants.find(wish.target()).orElseThrow(Failed::notFound);
                  var more = new ArrayList<>(before.list());
                  more.add(grant);
                  new GrantRules(policy.with(List.of(wake)), maker, wish.target(), grants::homes)
                      .check(before.inherits(), more);
                  return Optional.of(
                      Change.of("link made", wish.target().text())
                          .of("link:" + id)
                          .to(name.isEmpty() ? wish.role().value() : name + ", " + wish.role())
                          .and(wake)
                          .and(
                              MongoGrants.patch(
                                  wish.target(), before.revision(), before.inherits(), more)));
                }));
    return new Link.Made(
        links(List.of(mongo.find(id).orElseThrow(Failed::notFound))).getFirst(), token);
  }

  private MongoLinks.Row row(
      LinkId id, String token, String name, Link.Wish wish, Caller.Person maker) {
    var now = clock.instant();
    return new MongoLinks.Row(
        id.value(),
        Secrets.hash(token),
        name,
        wish.target().text(),
        wish.target().collection().value(),
        wish.role().value(),
        wish.until().orElse(null),
        wish.password().map(passwords::hash).orElse(null),
        wish.uses().orElse(null),
        wish.uses().orElse(null),
        0,
        now,
        maker.id().value(),
        now);
  }

  /**
   * Revokes a link, everywhere at once. Whoever made it may, and who may share what it opens.
   *
   * @throws Failed with {@link Failure.NotFound} also when the caller may not know of it, and with
   *     {@link Failure.Denied} when the credential does not let its owner share
   */
  public void revoke(Caller.Person caller, LinkId id) {
    Gate.requireSharing(caller);
    access.change(
        caller,
        policy -> {
          var row = mongo.find(id).orElseThrow(Failed::notFound);
          var target = target(row, homes(List.of(row)));
          if (!row.by().equals(caller.id().value())) {
            try {
              Gate.requireSharing(policy, caller, target);
            } catch (Failed hidden) {
              throw Failed.notFound();
            }
          }
          var change =
              Change.of("link revoked", target.text())
                  .of("link:" + id)
                  .from(row.name())
                  .and(Patch.remove(Patch.In.LINKS, id.value()));
          var before = grants.find(target);
          var fewer =
              before.map(MongoGrants.Row::list).orElse(List.of()).stream()
                  .filter(grant -> !grant.principal().equals(new Principal.Link(id)))
                  .toList();
          return Optional.of(
              before
                  .map(old ->
                      change.and(MongoGrants.patch(target, old.revision(), old.inherits(), fewer)))
                  .orElse(change));
        });
  }

  /**
   * What somebody comes with beside the token.
   *
   * @param act whether a person has asked for it to be opened, and not a program looked
   */
  public record Key(Optional<String> password, boolean act) {
    @Override
    public String toString() {
      return "Key[act=" + act + "]";
    }
  }

  /**
   * Opens a link for somebody who has its token. While anything is missing there is no session.
   *
   * @param address where the request comes from, because guessing the password is limited
   * @throws Failed with {@link Failure.NotFound} when the token opens nothing (any more), {@link
   *     Failure.Denied} when the password is wrong, {@link Failure.Invalid} when an act lacks it
   */
  public Link.Opened open(String token, Key key, String address, String agent) {
    var row = mongo.findByHash(Secrets.hash(token)).orElseThrow(Failed::notFound);
    var id = new LinkId(row.id());
    if (!access.policy().opens(id)) {
      throw Failed.notFound();
    }
    var link = links(List.of(row)).getFirst();
    var until = until(row);
    if (row.password() != null) {
      if (key.password().isEmpty()) {
        if (key.act()) {
          throw Failed.invalid("password", "is missing");
        }
        return new Link.Opened(link, Link.Missing.PASSWORD, Optional.empty(), until);
      }
      var source = new Throttle.Source.Address(address);
      throttle.enter("link:" + row.id(), source);
      if (!passwords.matches(key.password().get(), Optional.of(row.password()))) {
        throw Failed.denied("The password is wrong.");
      }
      throttle.right("link:" + row.id(), source);
    }
    if (row.uses() != null && !key.act()) {
      if (state(row) != Link.State.OPEN) {
        throw Failed.notFound();
      }
      return new Link.Opened(link, Link.Missing.ACT, Optional.empty(), until);
    }
    if (!mongo.use(row)) {
      throw Failed.notFound();
    }
    return new Link.Opened(
        link, Link.Missing.NOTHING, Optional.of(sessions.beginGuest(id, until, agent)), until);
  }

  private Instant until(MongoLinks.Row row) {
    var most = clock.instant().plus(GUEST_SESSION);
    return row.until() != null && row.until().isBefore(most) ? row.until() : most;
  }

  /** Whether the token opens something, with a password or without. */
  public boolean known(String token) {
    return mongo
        .findByHash(Secrets.hash(token))
        .filter(row -> state(row) != Link.State.EXPIRED)
        .map(row -> new LinkId(row.id()))
        .filter(access.policy()::opens)
        .isPresent();
  }

  /** Whether {@code token} is that of {@code link}. */
  public boolean isToken(LinkId link, String token) {
    return mongo
        .findByHash(Secrets.hash(token))
        .filter(row -> row.id().equals(link.value()))
        .isPresent();
  }

  /**
   * The link that a guest came through.
   *
   * @throws Failed with {@link Failure.NotFound} when it was revoked
   */
  public Link get(LinkId id) {
    return links(List.of(mongo.find(id).orElseThrow(Failed::notFound))).getFirst();
  }

  private List<Link> links(List<MongoLinks.Row> rows) {
    var makers = new HashMap<String, String>();
    users
        .find(rows.stream().map(MongoLinks.Row::by).distinct().toList())
        .forEach(user -> makers.put(user.id(), user.name()));
    var homes = homes(rows);
    return rows.stream().map(row -> link(row, target(row, homes), makers)).toList();
  }

  private Link link(MongoLinks.Row row, Target target, Map<String, String> makers) {
    return new Link(
        new LinkId(row.id()),
        row.name(),
        target,
        grants.title(target),
        new RoleId(row.role()),
        Optional.ofNullable(row.until()),
        row.password() != null,
        Optional.ofNullable(row.uses()),
        row.used(),
        row.created(),
        new UserId(row.by()),
        makers.getOrDefault(row.by(), ""),
        state(row));
  }

  private Link.State state(MongoLinks.Row row) {
    if (row.until() != null && !clock.instant().isBefore(row.until())) {
      return Link.State.EXPIRED;
    }
    return row.left() != null && row.left() <= 0 ? Link.State.USED_UP : Link.State.OPEN;
  }

  /** An item may have been moved since its link was made; one that is gone lies where it was. */
  private static Target target(MongoLinks.Row row, Map<ItemId, CollectionId> homes) {
    var home = new CollectionId(Objects.requireNonNull(row.home()));
    return item(row)
        .map(id -> Target.of(id, homes.getOrDefault(id, home)))
        .orElseGet(() -> Target.of(home));
  }

  private Map<ItemId, CollectionId> homes(List<MongoLinks.Row> rows) {
    return grants.homes(rows.stream().flatMap(row -> item(row).stream()).toList());
  }

  private static Optional<ItemId> item(MongoLinks.Row row) {
    return row.target().startsWith(ITEM)
        ? Optional.of(new ItemId(row.target().substring(ITEM.length())))
        : Optional.empty();
  }
}
