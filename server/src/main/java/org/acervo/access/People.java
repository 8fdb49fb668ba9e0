package org.acervo.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Page;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * People with accounts. Whoever calls has passed the gate for {@code users.manage}; what is checked
 * here holds for administrators too: somebody stays one, and a credential with narrower scopes
 * makes or touches none, because it could make itself wider that way.
 */
public final class People {
  private final Access access;
  private final MongoUsers users;
  private final MongoSessions sessions;
  private final Passwords passwords;
  private final Ids ids;
  private final InstantSource clock;

  People(
      Access access,
      MongoUsers users,
      MongoSessions sessions,
      Passwords passwords,
      InstantSource clock) {
    this.access = access;
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /**
   * One person.
   *
   * @throws Failed with {@link Failure.NotFound}
   */
  public User get(UserId id) {
    return user(row(id));
  }

  /** What a person is called, while there is such a person. */
  public Optional<String> name(UserId id) {
    return users.find(id).map(row -> row.user().name());
  }

  /** The person with this login, in whatever case it is written. */
  public Optional<User> find(String login) {
    return users.find(Faults.normalLogin(login)).map(this::user);
  }

  /** By name, those whose name or login begins with {@code prefix}. */
  public Page<User> page(String prefix, Optional<String> cursor, int limit) {
    return page(prefix, true, cursor, limit);
  }

  /** The same by names alone, for those who are not to learn the logins of others. */
  public Page<User> named(String prefix, Optional<String> cursor, int limit) {
    return page(prefix, false, cursor, limit);
  }

  private Page<User> page(String prefix, boolean logins, Optional<String> cursor, int limit) {
    var found = users.page(Cursor.fold(prefix), logins, Cursor.parse(cursor), limit + 1);
    return page(found, limit, null).map(this::user);
  }

  /** Of one more than are shown, if there are so many. */
  static Page<MongoUsers.Row> page(List<MongoUsers.Row> found, int limit, @Nullable Long total) {
    var shown = found.subList(0, Math.min(limit, found.size()));
    var next =
        found.size() > limit
            ? new Cursor(shown.getLast().sort(), shown.getLast().id()).text()
            : null;
    return new Page<>(shown, next, total);
  }

  /**
   * Without groups that have been removed: their ids stay with the person until the next change.
   */
  private User user(MongoUsers.Row row) {
    var there = access.policy().data().groups();
    return row.user().in(there::containsKey);
  }

  /**
   * Adds a person.
   *
   * @throws Failed with {@link Failure.Conflict} when the login is taken
   */
  public User create(Caller actor, UserNew person) {
    if (person.admin()) {
      requireWide(actor);
    }
    var row = newRow(person);
    store(row, person.password().map(passwords::hash));
    Asleep.wake(
        () -> forget(row),
        () ->
            access.change(
                actor,
                _ ->
                    Optional.of(
                        Change.of("person added", text(row))
                            .to(describe(row))
                            .and(MongoUsers.wake(row)))));
    return row.user();
  }

  /** The first administrator; empty when somebody has an account already. */
  Optional<MongoUsers.Row> createFirst(String login, String name, String password) {
    var row =
        newRow(
            new UserNew(
                login, name, Optional.of(password), Optional.empty(), true, Optional.empty()));
    store(row, Optional.of(passwords.hash(password)));
    var after =
        Asleep.wake(
            () -> forget(row),
            () ->
                access.change(
                    row.caller(Scopes.ALL, new Credential.Console()),
                    policy ->
                        policy.data().people().isEmpty()
                            ? Optional.of(
                                Change.of("set up", text(row))
                                    .to(describe(row))
                                    .and(MongoUsers.wake(row)))
                            : Optional.empty()));
    if (after.member(row.userId()).isEmpty()) {
      forget(row);
      return Optional.empty();
    }
    return Optional.of(row);
  }

  private static String text(MongoUsers.Row row) {
    return new Principal.User(row.userId()).text();
  }

  private MongoUsers.Row newRow(UserNew person) {
    var login = Faults.normalLogin(person.login());
    var name = person.name().strip();
    var faults = new Faults();
    faults.login(login);
    faults.name(name);
    person.password().ifPresent(faults::password);
    faults.mail(person.mail());
    faults.locale(person.locale());
    faults.raise();
    return new MongoUsers.Row(
        ids.fresh(),
        login,
        name,
        Cursor.fold(name),
        person.mail().orElse(null),
        User.State.ACTIVE.key(),
        person.admin(),
        person.locale().orElse(null),
        List.of(),
        1,
        clock.instant(),
        1,
        person.password().isPresent() ? ids.fresh() : null,
        clock.instant());
  }

  /** The password first: alone it opens nothing, and a person is there with it or not at all. */
  private void store(MongoUsers.Row row, Optional<String> hash) {
    hash.ifPresent(text -> users.addPassword(row.passwordId(), text));
    try {
      users.insert(row);
    } catch (Failed taken) {
      users.forgetPassword(row.passwordId());
      throw taken;
    }
  }

  private void forget(MongoUsers.Row row) {
    users.forgetAsleep(row.userId());
    users.forgetPassword(row.passwordId());
  }

  /**
   * Changes a person. Disabling them or giving them a new password ends all their sessions and
   * tokens.
   *
   * @throws Failed with {@link Failure.Stale}, or {@link Failure.Conflict} when nobody would be
   *     left to administer
   */
  public User edit(Caller actor, UserId id, Revision based, UserEdit edit) {
    var change = edit.checked();
    var pw = edit.password().map(_ -> ids.fresh());
    edit.password().ifPresent(text -> users.addPassword(pw.orElseThrow(), passwords.hash(text)));
    var replaced = new AtomicReference<String>();
    Asleep.wake(
        () -> pw.ifPresent(users::forgetPassword),
        () ->
            access.change(
                actor,
                policy -> {
                  var before = row(id);
                  based.check(before.rev());
                  if (before.user().admin() || edit.admin().orElse(false)) {
                    requireWide(actor);
                  }
                  if (change.endsAdministration()) {
                    requireAnotherAdministrator(policy, id);
                  }
                  replaced.set(before.passwordId());
                  return Optional.of(
                      Change.of("person changed", text(before))
                          .from(describe(before))
                          .to(change.summary())
                          .and(MongoUsers.patch(before, change, pw)));
                }));
    if (change.endsSessions()) {
      sessions.clearAway(id);
    }
    pw.ifPresent(_ -> users.forgetPassword(replaced.get()));
    return get(id);
  }

  /**
   * Removes a person and every right they were given by name. What they uploaded stays.
   *
   * @throws Failed with {@link Failure.Conflict} when nobody would be left to administer, or to
   *     share a collection
   */
  public void remove(Caller actor, UserId id) {
    var removed = new AtomicReference<String>();
    access.change(
        actor,
        policy -> {
          var before = row(id);
          removed.set(before.passwordId());
          if (before.user().admin()) {
            requireWide(actor);
          }
          requireAnotherAdministrator(policy, id);
          var gone = Patch.remove(Patch.In.USERS, id.value());
          Owners.stay(policy, List.of(gone), CollectionId.ROOT);
          return Optional.of(
              Change.of("person removed", text(before)).from(describe(before)).and(gone));
        });
    users.forgetPassword(removed.get());
    sessions.clearAway(id);
  }

  MongoUsers.Row row(UserId id) {
    return users.find(id).orElseThrow(Failed::notFound);
  }

  private static void requireAnotherAdministrator(Policy policy, UserId id) {
    if (policy.otherAdministrators(id) == 0) {
      throw Failed.conflict(
          "This is the last active administrator. Make somebody else an administrator first.");
    }
  }

  private static void requireWide(Caller actor) {
    if (actor instanceof Caller.Person person && !person.scopes().all()) {
      throw Failed.denied("You need a session, or a token with the scope '*', for this.");
    }
  }

  private static String describe(MongoUsers.Row row) {
    return row.login()
        + " ("
        + row.name()
        + "), "
        + row.state()
        + (Boolean.TRUE.equals(row.admin()) ? ", administrator" : "");
  }
}
