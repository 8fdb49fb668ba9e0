package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random policies that change at random, decided three ways: by a policy that took every change on,
 * by one compiled anew, and by the slow reference. The clock moves too, now and then backwards.
 */
@Tag("slow")
class RandomPoliciesTest {
  private static final int POLICIES = Integer.getInteger("acervo.policies", 12);
  private static final int CHANGES = 40;
  private static final int PLACES = RandomPolicies.COLLECTIONS + 2 + RandomPolicies.ITEMS * 2;

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final RandomGenerator random = new SplittableRandom(seed);
  private final RandomPolicies policies = new RandomPolicies(random);
  private volatile Instant now = World.NOW;
  private long decisions;
  private long allowed;

  @Test
  void whatTookEveryChangeOnDecidesAsWhatIsCompiledAnewAndAsTheReference() {
    for (int i = 0; i < POLICIES; i++) {
      var policy = new Policy(policies.policy(), () -> now);
      for (int n = 2; n < CHANGES + 2; n++) {
        agree(policy, new Policy(policy.data(), () -> now));
        if (random.nextInt(3) == 0) {
          now = World.NOW.plusSeconds(random.nextInt(-3, 4));
          agree(policy, policy);
        }
        policy = policy.with(policies.entry(n));
        assertThat(policy.number()).isEqualTo(n);
      }
    }
    assertThat(decisions).as("seed %d", seed).isGreaterThan(POLICIES * 100_000L);
    assertThat(allowed).as("of %d decisions, seed %d", decisions, seed).isGreaterThan(10_000);
  }

  private void agree(Policy taken, Policy fresh) {
    var slow = new SlowDecision(taken.data(), now);
    for (var caller : policies.callers()) {
      for (var permission : Permission.values()) {
        var seen =
            List.of(
                taken.visible(caller, permission, CollectionId.ROOT),
                fresh.visible(caller, permission, CollectionId.ROOT));
        for (int place = 0; place < PLACES; place++) {
          agree(taken, fresh, slow, caller, permission, place, seen);
        }
      }
    }
  }

  private void agree(
      Policy taken,
      Policy fresh,
      SlowDecision slow,
      Caller caller,
      Permission permission,
      int place,
      List<Visible> seen) {
    boolean expected;
    boolean same;
    int items = place - RandomPolicies.COLLECTIONS - 2;
    if (items < 0) {
      var id = RandomPolicies.collection(place - 1);
      expected = slow.allows(caller, permission, id);
      same =
          taken.allows(caller, permission, id) == expected
              && fresh.allows(caller, permission, id) == expected;
      for (var visible : seen) {
        same &= visible.contains(id) == expected;
        same &= visible.collections().contains(id) == expected;
      }
    } else {
      var id = RandomPolicies.item(items / 2);
      var home = RandomPolicies.collection(random.nextInt(RandomPolicies.COLLECTIONS + 1));
      expected = slow.allows(caller, permission, id, home);
      same =
          taken.allows(caller, permission, id, home) == expected
              && fresh.allows(caller, permission, id, home) == expected;
      if (taken.tree().contains(home)) {
        for (var visible : seen) {
          same &= visible.contains(id, home) == expected;
        }
      }
    }
    decisions++;
    allowed += expected ? 1 : 0;
    if (!same) {
      throw new AssertionError(
          "seed %d: %s %s at %d (%s) should be %s by %s"
              .formatted(seed, caller, permission, place, now, expected, taken.data()));
    }
  }
}
