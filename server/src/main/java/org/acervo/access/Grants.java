package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;

/** The grants of collections: who may do what where. */
public final class Grants {
  private final Access access;
  private final MongoGrants mongo;
  private final MongoUsers users;
  private final MongoGroups groups;
  private final InstantSource clock;

  Grants(
      Access access, MongoGrants mongo, MongoUsers users, MongoGroups groups, InstantSource clock) {
    this.access = access;
    this.mongo = mongo;
    this.users = users;
    this.groups = groups;
    this.clock = clock;
  }

  /** What a new top-level collection stores as {@code grants}: its creator owns it. */
  public static List<StoredGrant> ofCreator(UserId creator) {
    return List.of(StoredGrant.of(Grant.allow(new Principal.User(creator), Role.OWNER)));
  }

  /**
   * Who may do what here.
   *
   * @throws Failed as {@link Gate#requireSharing}
   */
  public GrantList get(Caller caller, CollectionId id) {
    var policy = access.policy();
    Gate.requireSharing(policy, caller, id);
    return list(policy, caller, id);
  }

  /**
   * Replaces the grants set here.
   *
   * @throws Failed as {@link Gate#requireSharing}; {@link Failure.Stale}; {@link Failure.Invalid}
   *     naming the field; {@link Failure.Denied} when the caller would give more than they hold;
   *     {@link Failure.Conflict} when nobody would be left who can share
   */
  public GrantList replace(
      Caller caller, CollectionId id, Revision based, boolean inherit, List<Grant> grants) {
    var distinct = grants.stream().distinct().toList();
    access.<Boolean>change(
        caller,
        history -> {
          var policy = access.policy();
          Gate.requireSharing(policy, caller, id);
          var before = mongo.find(id).orElseThrow(Failed::notFound);
          based.check(before.revision());
          new GrantRules(policy, caller, id).check(inherit, grants);
          history.write(
              new Entry(
                  "grants replaced",
                  "collection:" + id,
                  subjects(before.list(), distinct),
                  describe(before.inherits(), before.list()),
                  describe(inherit, distinct)));
          if (!mongo.replace(id, before.revision(), inherit, distinct)) {
            throw Failed.conflict("The grants were changed at the same moment. Read them again.");
          }
          return true;
        });
    return list(access.policy(), caller, id);
  }

  private GrantList list(Policy policy, Caller caller, CollectionId id) {
    var now = clock.instant();
    var row = mongo.find(id).orElseThrow(Failed::notFound);
    var own = row.list().stream().filter(grant -> grant.exists(now)).toList();
    var above = row.inherits() ? policy.inherited(id) : List.<Policy.Above>of();
    var all = new ArrayList<>(own);
    above.forEach(one -> all.add(one.grant()));
    var names = new Names(users, groups, all);
    var open =
        above.stream()
            .map(Policy.Above::from)
            .filter(from -> policy.allows(caller, Permission.LIST, from))
            .collect(Collectors.toSet());
    var titles = mongo.titles(open);
    return new GrantList(
        row.inherits(),
        own.stream().map(names::name).toList(),
        above.stream()
            .map(one ->
                new GrantList.Inherited(
                    one.from(), titles.getOrDefault(one.from(), ""), names.name(one.grant())))
            .toList(),
        row.revision());
  }

  private static List<String> subjects(List<Grant> before, List<Grant> after) {
    var touched = new ArrayList<Grant>();
    before.stream().filter(grant -> !after.contains(grant)).forEach(touched::add);
    after.stream().filter(grant -> !before.contains(grant)).forEach(touched::add);
    return touched.stream().map(grant -> grant.principal().text()).distinct().toList();
  }

  private static String describe(boolean inherit, List<Grant> grants) {
    return grants.stream().map(Grants::describe).collect(Collectors.joining("; "))
        + (inherit ? "" : " (nothing inherited)");
  }

  private static String describe(Grant grant) {
    var parts = new ArrayList<String>();
    grant.role().ifPresent(role -> parts.add(role.value()));
    grant.permissions().stream().sorted().map(Permission::key).forEach(parts::add);
    return grant.principal().text()
        + (grant.effect() == Effect.DENY ? " not " : " ")
        + String.join(", ", parts)
        + grant.until().map(until -> " until " + until).orElse("");
  }
}
