package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.acervo.kernel.CollectionId;

/**
 * A decision with the walk that led to it: the levels from the target upwards, each with the
 * entries that concern the question, up to the one that decided.
 *
 * @param deciding the entries of the level that decided; none when the walk ended without any
 */
record Verdict(boolean allowed, List<Level> levels, List<Grant> deciding) {

  /** One level of the walk; {@code entries} are those that match caller and permission. */
  record Level(Target at, boolean inherit, List<Grant> entries) {}

  /** Whether a level that does not inherit ended the walk. */
  boolean cut() {
    return deciding.isEmpty() && !levels.isEmpty() && !levels.getLast().inherit();
  }

  static Verdict of(
      Policy policy, Set<Principal> principals, Permission permission, Target target, Instant now) {
    var levels = new ArrayList<Level>();
    for (var at : walk(policy, target)) {
      var own = GrantRules.own(policy, at);
      var entries =
          own.grants().stream()
              .filter(grant -> grant.exists(now) && principals.contains(grant.principal()))
              .filter(grant -> (grant.mask(policy.data().roles()) & permission.bit()) != 0)
              .toList();
      levels.add(new Level(at, own.inherit(), entries));
      if (!entries.isEmpty()) {
        boolean denied = entries.stream().anyMatch(grant -> grant.effect() == Effect.DENY);
        var deciding =
            entries.stream().filter(grant -> (grant.effect() == Effect.DENY) == denied).toList();
        return new Verdict(!denied, levels, deciding);
      }
      if (!own.inherit()) {
        break;
      }
    }
    return new Verdict(false, levels, List.of());
  }

  private static List<Target> walk(Policy policy, Target target) {
    var walk = new ArrayList<Target>();
    if (target instanceof Target.OfItem item && policy.tree().contains(item.home())) {
      walk.add(item);
    }
    for (CollectionId id : policy.tree().path(target.collection()).reversed()) {
      walk.add(Target.of(id));
    }
    return walk;
  }
}
