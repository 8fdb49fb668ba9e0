package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.junit.jupiter.api.Test;

/**
 * Random changes of grants in random policies. Of those that are let through, nobody comes to hold
 * anything anywhere that the giver does not hold there, neither at once nor when entries end.
 */
class ReachTest {
  private static final int POLICIES = 300;
  private static final int CHANGES = 40;

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final RandomGenerator random = new SplittableRandom(seed);
  private final RandomPolicies policies = new RandomPolicies(random);
  private volatile Instant now = World.NOW;
  private long gains;

  @Test
  void nobodyGainsWhatTheGiverDoesNotHold() {
    for (int i = 0; i < POLICIES; i++) {
      now = World.NOW;
      var policy = new Policy(policies.policy(), () -> now);
      for (int n = 0; n < CHANGES; n++) {
        now = World.NOW;
        var givers = policies.callers();
        change(policy, givers.get(random.nextInt(givers.size())));
      }
    }
    assertThat(gains).as("seed %d", seed).isGreaterThan(POLICIES);
  }

  private void change(Policy policy, Caller giver) {
    var shared = policy.of(giver).allowed(Permission.SHARE, policy.tree().all());
    if (policy.administers(giver) || shared.isEmpty()) {
      return;
    }
    var id = shared.get(random.nextInt(shared.size()));
    var target = Target.of(id);
    var own = List.copyOf(policy.permissions(giver, id));
    var grants = changed(policy, policy.branch(id).grants(), own);
    boolean inherit = policy.branch(id).inherit() || random.nextInt(3) == 0;
    try {
      new GrantRules(policy, giver, target, this::homes).check(inherit, grants);
    } catch (Failed refused) {
      return;
    }
    var after = policy.with(List.of(MongoGrants.patch(target, 0, inherit, grants)));
    var holds = everything(policy.of(giver), id);
    for (int seconds = 0; seconds < 4; seconds++) {
      now = World.NOW.plusSeconds(seconds);
      for (var somebody : policies.callers()) {
        compare(policy.of(somebody), after.of(somebody), id, holds);
      }
    }
  }

  private void compare(
      Allowance before, Allowance after, CollectionId id, Map<Object, Integer> holds) {
    var had = everything(before, id);
    everything(after, id)
        .forEach((place, has) -> {
          int gained = has & ~Objects.requireNonNull(had.get(place));
          gains += gained == 0 ? 0 : 1;
          assertThat(gained & ~Objects.requireNonNull(holds.get(place)))
              .as("%s at %s below %s, seed %d", before.caller(), place, id, seed)
              .isZero();
        });
  }

  /** What somebody may do in a collection, those below it and the items in them. */
  private Map<Object, Integer> everything(Allowance somebody, CollectionId id) {
    var subtree = somebody.tree().subtree(id);
    var all = new HashMap<Object, Integer>();
    subtree.forEach(below -> all.put(below, Permission.mask(somebody.permissions(below))));
    homes(somebody.policy().itemsWithRights())
        .forEach((item, home) -> {
          if (subtree.contains(home)) {
            all.put(item, Permission.mask(somebody.permissions(item, home)));
          }
        });
    return all;
  }

  private Map<ItemId, CollectionId> homes(Set<ItemId> items) {
    return items.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                item ->
                    RandomPolicies.collection(
                        Math.floorMod(item.hashCode(), RandomPolicies.COLLECTIONS))));
  }

  /**
   * As it was, now and then without an entry, and with some that give nothing but what the giver
   * holds here: what they hold below is what is in question.
   */
  private List<Grant> changed(Policy policy, List<Grant> before, List<Permission> held) {
    var grants = new ArrayList<>(before);
    grants.removeIf(_ -> random.nextInt(6) == 0);
    for (var like : policies.grants()) {
      if (policy.knows(like.principal())) {
        var one = Set.of(held.get(random.nextInt(held.size())));
        grants.add(new Grant(like.principal(), Optional.empty(), one, like.effect(), like.until()));
      }
    }
    return grants;
  }
}
