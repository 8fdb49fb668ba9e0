package org.acervo.access;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.kernel.Failed;

/**
 * What a list of grants must obey before it replaces another one.
 *
 * <p>Nobody gives more than they hold. A change can give in three ways only: by an allow that was
 * not there, by a deny that is there no more, and by inheriting again what comes from above. What
 * any of the three covers, the caller must hold here. (A deny that is added, an allow that goes and
 * a cut of inheritance only ever take: below the nearest matching level nothing counts, and at the
 * end of the walk there is a no.)
 */
final class GrantRules {
  private static final int MOST = 500;

  private final Policy policy;
  private final Caller caller;
  private final Target target;
  private final Own now;

  GrantRules(Policy policy, Caller caller, Target target) {
    this.policy = policy;
    this.caller = caller;
    this.target = target;
    this.now = own(policy, target);
  }

  /** What is set on the target itself. */
  static Own own(Policy policy, Target target) {
    return switch (target) {
      case Target.OfCollection(var id) ->
          new Own(policy.branch(id).inherit(), policy.branch(id).grants());
      case Target.OfItem(var id, var _) ->
          policy.data().items().getOrDefault(id, new Own(true, List.of()));
    };
  }

  void check(boolean inherit, List<Grant> grants) {
    wellFormed(grants);
    noMoreThanHeld(inherit, grants);
    if (target instanceof Target.OfCollection(var id)) {
      Owners.stay(policy, List.of(MongoGrants.patch(target, 0, inherit, grants)), id);
    }
  }

  private void wellFormed(List<Grant> grants) {
    var faults = new Faults();
    faults.check(grants.size() <= MOST, "grants", "has more than " + MOST + " entries");
    for (int i = 0; i < grants.size() && i < MOST; i++) {
      var grant = grants.get(i);
      var field = "grants[" + i + "].";
      // What is there already may name somebody who was removed a moment ago.
      faults.check(
          policy.knows(grant.principal()) || now.grants().contains(grant),
          field + "principal",
          "names '" + grant.principal().text() + "', which does not exist");
      faults.check(
          grant.role().isEmpty() || policy.role(grant.role().get()).isPresent(),
          field + "role",
          "names '" + grant.role().map(Object::toString).orElse("") + "', which does not exist");
      faults.check(
          grant.role().isPresent() || !grant.permissions().isEmpty(),
          field + "role",
          "name a role or at least one permission");
      faults.time(grant.until(), field + "until");
    }
    faults.raise();
  }

  private void noMoreThanHeld(boolean inherit, List<Grant> grants) {
    int given = 0;
    var added = new HashSet<>(grants);
    now.grants().forEach(added::remove);
    var removed = seen(now.grants());
    grants.forEach(removed::remove);
    for (var grant : added) {
      given |= grant.effect() == Effect.ALLOW ? covered(grant) : 0;
    }
    for (var grant : removed) {
      given |= grant.effect() == Effect.DENY ? covered(grant) : 0;
    }
    if (inherit && !now.inherit()) {
      var above =
          switch (target) {
            case Target.OfCollection(var id) -> policy.inherited(id);
            case Target.OfItem(var _, var home) -> policy.inheritedByItems(home);
          };
      for (var one : above) {
        given |= one.grant().effect() == Effect.ALLOW ? covered(one.grant()) : 0;
      }
    }
    requireHeld(given);
  }

  /**
   * Those that {@link Grants#get} shows. The others give and withhold nothing, so whoever sends
   * back what they read takes nothing away by leaving them out.
   */
  private Set<Grant> seen(List<Grant> grants) {
    var at = policy.now();
    return grants.stream()
        .filter(grant -> grant.exists(at) && policy.knows(grant.principal()))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private int covered(Grant grant) {
    return grant.mask(policy.data().roles());
  }

  /** Administrators give anything, as far as the scopes of their credential go. */
  private void requireHeld(int given) {
    int held =
        policy.administers(caller) && caller instanceof Caller.Person person
            ? person.scopes().mask()
            : Permission.mask(
                switch (target) {
                  case Target.OfCollection(var id) -> policy.permissions(caller, id);
                  case Target.OfItem(var id, var home) -> policy.permissions(caller, id, home);
                });
    if ((given & ~held) != 0) {
      throw Failed.denied(
          "You cannot give what you do not hold here: " + Permission.words(given & ~held) + ".");
    }
  }
}
