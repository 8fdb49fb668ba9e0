package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;

/** The grants of collections and items: who may do what where. */
public final class Grants {
  private final Access access;
  private final MongoGrants mongo;
  private final Names names;
  private final InstantSource clock;

  Grants(Access access, MongoGrants mongo, Names names, InstantSource clock) {
    this.access = access;
    this.mongo = mongo;
    this.names = names;
    this.clock = clock;
  }

  /** What a new top-level collection has as {@code grants}: its creator owns it. */
  public static List<Map<String, Object>> ofCreator(UserId creator) {
    return List.of(StoredGrant.of(Grant.allow(new Principal.User(creator), Role.OWNER)).fields());
  }

  /**
   * Who may do what here.
   *
   * @throws Failed as {@link Gate#requireSharing}
   */
  public GrantList get(Caller caller, Target target) {
    var policy = access.policy();
    Gate.requireSharing(policy, caller, target);
    return list(policy, caller, target, mongo.find(target).orElseThrow(Failed::notFound));
  }

  /**
   * Replaces the grants set here.
   *
   * @param inherit whether the grants above count too; when empty that stays as it is, because
   *     nobody is to see something by a default
   * @param reason kept in the history of rights; may be empty
   * @throws Failed as {@link Gate#requireSharing}; {@link Failure.Stale}; {@link Failure.Invalid}
   *     naming the field; {@link Failure.Denied} when the caller would give more than they hold;
   *     {@link Failure.Conflict} when nobody would be left who can share
   */
  public GrantList replace(
      Caller caller,
      Target target,
      Revision based,
      Optional<Boolean> inherit,
      List<Grant> grants,
      String reason) {
    var distinct = grants.stream().distinct().toList();
    var written = new AtomicReference<MongoGrants.Row>();
    var after =
        access.change(
            caller,
            policy -> {
              Gate.requireSharing(policy, caller, target);
              var before = mongo.find(target).orElseThrow(Failed::notFound);
              based.check(before.revision());
              boolean inherits = inherit.orElse(before.inherits());
              new GrantRules(policy, caller, target, mongo::homes).check(inherits, grants);
              written.set(before.replaced(inherits, distinct));
              return Optional.of(
                  Change.of("grants replaced", target.text())
                      .of(subjects(before.list(), distinct))
                      .from(describe(before.inherits(), before.list()))
                      .to(describe(inherits, distinct))
                      .because(reason)
                      .and(MongoGrants.patch(target, before.revision(), inherits, distinct)));
            });
    return list(after, caller, target, written.get());
  }

  private GrantList list(Policy policy, Caller caller, Target target, MongoGrants.Row row) {
    var now = clock.instant();
    var own =
        row.list().stream()
            .filter(grant -> grant.exists(now) && policy.knows(grant.principal()))
            .toList();
    var above =
        switch (target) {
          case Target.OfCollection(var id) -> policy.inherited(id);
          case Target.OfItem(var _, var home) -> policy.inheritedByItems(home);
        };
    var counted =
        row.inherits()
            ? above.stream().filter(one -> policy.knows(one.grant().principal())).toList()
            : List.<Policy.Above>of();
    var principals = new HashSet<Principal>();
    own.forEach(grant -> principals.add(grant.principal()));
    counted.forEach(one -> principals.add(one.grant().principal()));
    var named = names.of(principals);
    var open =
        counted.stream()
            .map(Policy.Above::from)
            .filter(from -> policy.allows(caller, Permission.LIST, from))
            .collect(Collectors.toSet());
    var titles = mongo.titles(open);
    return new GrantList(
        row.inherits(),
        own.stream().map(grant -> name(named, grant)).toList(),
        counted.stream()
            .map(one ->
                new GrantList.Inherited(
                    one.from(), titles.getOrDefault(one.from(), ""), name(named, one.grant())))
            .toList(),
        row.revision());
  }

  private static GrantList.Named name(Map<Principal, String> names, Grant grant) {
    return new GrantList.Named(grant, names.getOrDefault(grant.principal(), ""));
  }

  private static List<String> subjects(List<Grant> before, List<Grant> after) {
    var touched = new ArrayList<Grant>();
    before.stream().filter(grant -> !after.contains(grant)).forEach(touched::add);
    after.stream().filter(grant -> !before.contains(grant)).forEach(touched::add);
    return touched.stream().map(grant -> grant.principal().text()).distinct().toList();
  }

  static String describe(boolean inherit, List<Grant> grants) {
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
