package org.acervo.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;

/**
 * What a list of grants must obey before it replaces another one.
 *
 * <p>Nobody gives more than they hold. A change can give in three ways only: by an allow that was
 * not there, by a deny that is there no more, and by inheriting again what comes from above. What
 * any of the three covers, the caller must hold here. (A deny that is added, an allow that goes and
 * a cut of inheritance only ever take: below the nearest matching level nothing counts, and at the
 * end of the walk there is a no.)
 *
 * <p>Nobody shuts the last owner out: where somebody could share before, here or further down,
 * somebody can afterwards.
 */
final class GrantRules {
  private static final int MOST = 500;

  private final Policy policy;
  private final Caller caller;
  private final CollectionId collection;

  GrantRules(Policy policy, Caller caller, CollectionId collection) {
    this.policy = policy;
    this.caller = caller;
    this.collection = collection;
  }

  void check(boolean inherit, List<Grant> grants) {
    wellFormed(grants);
    noMoreThanHeld(inherit, grants);
    ownerStays(inherit, grants);
  }

  private void wellFormed(List<Grant> grants) {
    var faults = new Faults();
    faults.check(grants.size() <= MOST, "grants", "has more than " + MOST + " entries");
    var before = policy.branch(collection).grants();
    for (int i = 0; i < grants.size() && i < MOST; i++) {
      var grant = grants.get(i);
      var field = "grants[" + i + "].";
      // What is there already may name somebody who was removed a moment ago.
      faults.check(
          policy.knows(grant.principal()) || before.contains(grant),
          field + "principal",
          "does not exist");
      faults.check(
          grant.role().isEmpty() || policy.knows(grant.role().get()),
          field + "role",
          "does not exist");
      faults.check(
          grant.role().isPresent() || !grant.permissions().isEmpty(),
          field + "role",
          "name a role or at least one permission");
      faults.time(grant.until(), field + "until");
    }
    faults.raise();
  }

  private void noMoreThanHeld(boolean inherit, List<Grant> grants) {
    var now = policy.branch(collection);
    var given = EnumSet.noneOf(Permission.class);
    var added = new HashSet<>(grants);
    now.grants().forEach(added::remove);
    added.stream()
        .filter(grant -> grant.effect() == Effect.ALLOW)
        .forEach(grant -> given.addAll(policy.covered(grant)));
    var removed = new HashSet<>(now.grants());
    grants.forEach(removed::remove);
    removed.stream()
        .filter(grant -> grant.effect() == Effect.DENY)
        .forEach(grant -> given.addAll(policy.covered(grant)));
    if (inherit && !now.inherit()) {
      policy.inherited(collection).stream()
          .filter(above -> above.grant().effect() == Effect.ALLOW)
          .forEach(above -> given.addAll(policy.covered(above.grant())));
    }
    given.removeAll(held());
    if (!given.isEmpty()) {
      var missing = given.stream().map(p -> "'" + p.key() + "'").toList();
      throw Failed.denied(
          "You cannot give what you do not hold here: " + String.join(", ", missing) + ".");
    }
  }

  /** Administrators give anything, as far as the scopes of their credential go. */
  private Set<Permission> held() {
    return policy.administers(caller) && caller instanceof Caller.Person person
        ? person.scopes().permissions()
        : policy.permissions(caller, collection);
  }

  private void ownerStays(boolean inherit, List<Grant> grants) {
    var after = policy.with(collection, inherit, grants);
    var touched = new ArrayList<CollectionId>(List.of(collection));
    // Without grants of its own a collection is as its parent, which is looked at anyway.
    policy.tree().subtree(collection).stream()
        .filter(id -> !id.equals(collection) && !policy.branch(id).grants().isEmpty())
        .forEach(touched::add);
    for (var id : touched) {
      if (policy.hasOwner(id) && !after.hasOwner(id)) {
        throw Failed.conflict(
            "Nobody could share "
                + (id.equals(collection) ? "this collection" : "a collection below this one")
                + " any more. Leave somebody the role Owner.");
      }
    }
  }
}
