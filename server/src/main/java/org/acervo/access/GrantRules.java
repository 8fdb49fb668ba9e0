package org.acervo.access;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.RoleId;

/**
 * What a list of grants must obey before it replaces another one.
 *
 * <p>Nobody gives more than they hold, neither here nor further down. A change can give in three
 * ways only: by an allow that was not there, by a deny that is there no more, and by inheriting
 * again what comes from above. What any of the three covers, the caller must hold wherever it
 * reaches (see {@link Reach}). (A deny that is added, an allow that goes and a cut of inheritance
 * only ever take: below the nearest matching level nothing counts, and at the end of the walk there
 * is a no.)
 */
final class GrantRules {
  private static final int MOST = 500;

  private final Policy policy;
  private final Caller caller;
  private final Target target;
  private final Own now;
  private final Reach.Homes homes;

  GrantRules(Policy policy, Caller caller, Target target, Reach.Homes homes) {
    this.policy = policy;
    this.caller = caller;
    this.target = target;
    this.now = own(policy, target);
    this.homes = homes;
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
    // An item may be left to administrators, by one of them: it is theirs to mend.
    if (target instanceof Target.OfCollection || !policy.administers(caller)) {
      Owners.stay(policy, List.of(MongoGrants.patch(target, 0, inherit, grants)), target);
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
          "names " + Fault.quoted(grant.principal().text()) + ", which does not exist");
      faults.check(
          grant.role().isEmpty() || policy.role(grant.role().get()).isPresent(),
          field + "role",
          "names "
              + Fault.quoted(grant.role().map(RoleId::value).orElse(""))
              + ", which does not exist");
      faults.check(
          grant.role().isPresent() || !grant.permissions().isEmpty(),
          field + "role",
          "name a role or at least one permission");
      faults.time(grant.until(), field + "until");
    }
    faults.raise();
  }

  private void noMoreThanHeld(boolean inherit, List<Grant> grants) {
    var given = new HashMap<Principal, Integer>();
    var added = new HashSet<>(grants);
    now.grants().forEach(added::remove);
    var removed = seen(now.grants());
    grants.forEach(removed::remove);
    for (var grant : added) {
      if (grant.effect() == Effect.ALLOW) {
        give(given, grant, covered(grant) & ~covered(grant, now.grants()));
      }
    }
    for (var grant : removed) {
      if (grant.effect() == Effect.DENY) {
        give(given, grant, covered(grant) & ~covered(grant, grants));
      }
    }
    if (inherit && !now.inherit()) {
      var above =
          switch (target) {
            case Target.OfCollection(var id) -> policy.inherited(id);
            case Target.OfItem(var _, var home) -> policy.inheritedByItems(home);
          };
      for (var one : above) {
        if (one.grant().effect() == Effect.ALLOW) {
          give(given, one.grant(), covered(one.grant()));
        }
      }
    }
    requireHeld(given);
  }

  private static void give(Map<Principal, Integer> given, Grant grant, int mask) {
    given.merge(grant.principal(), mask, (a, b) -> a | b);
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

  /** What entries cover that do the same to the same principal, and for at least as long. */
  private int covered(Grant grant, List<Grant> entries) {
    int covered = 0;
    for (var entry : entries) {
      if (entry.principal().equals(grant.principal())
          && entry.effect() == grant.effect()
          && entry.lastsAsLongAs(grant)) {
        covered |= covered(entry);
      }
    }
    return covered;
  }

  /** Administrators give anything, as far as the scopes of their credential go. */
  private void requireHeld(Map<Principal, Integer> given) {
    int all = given.values().stream().reduce(0, (a, b) -> a | b);
    int scopes = caller instanceof Caller.Person person ? person.scopes().mask() : Rights.ALL;
    boolean administers = policy.administers(caller);
    refuse(all & ~(administers ? scopes : held()), "here");
    if (!administers && target instanceof Target.OfCollection(var id)) {
      int at = policy.tree().position(id);
      var reach = new Reach(policy, policy.rights(caller), scopes, at, homes);
      refuse(reach.lacking(given), "everywhere below");
    }
  }

  private int held() {
    return Permission.mask(
        switch (target) {
          case Target.OfCollection(var id) -> policy.permissions(caller, id);
          case Target.OfItem(var id, var home) -> policy.permissions(caller, id, home);
        });
  }

  /** Says what is missing, but not where: there may be collections that the caller may not know. */
  private static void refuse(int missing, String where) {
    if (missing != 0) {
      throw Failed.denied(
          "You cannot give what you do not hold " + where + ": " + Permission.words(missing) + ".");
    }
  }
}
