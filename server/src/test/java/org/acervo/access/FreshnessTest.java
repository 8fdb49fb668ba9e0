package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * No question that is asked after a change answered is decided by what was before it, on any node,
 * whatever fails; shown on a history of random changes, questions and faults.
 *
 * <p>{@code -Dacervo.seed} repeats the random choices (not the interleaving), {@code
 * -Dacervo.freshness.checks} and {@code -Dacervo.freshness.seconds} say for how long.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES) // to fail instead of standing still
class FreshnessTest {
  private static final Logger log = LoggerFactory.getLogger(FreshnessTest.class);
  private static final long CHECKS = Long.getLong("acervo.freshness.checks", 1_000_000);
  private static final long SECONDS = Long.getLong("acervo.freshness.seconds", 25);

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  @TempDir Path home;

  /** Every node answers from what is in its memory for a while: caught, or the test is blind. */
  @Test
  void nodesThatCacheForAMomentAreCaught() throws Exception {
    record Cached(Policy policy, long until) {}
    var caches = new ConcurrentHashMap<Fleet.Node, Cached>();
    Function<Fleet.Node, Policy> cached =
        node ->
            caches
                .compute(
                    node,
                    (_, old) ->
                        old != null && System.nanoTime() - old.until() < 0
                            ? old
                            : new Cached(
                                node.room.access().policy(), System.nanoTime() + 200_000_000L))
                .policy();
    caught(Fleet.Way.SHORT, cached, 3);
  }

  @Test
  void changesThatDoNotWaitForOtherNodesAreCaught() throws Exception {
    var way = new Fleet.Way(Fleet.Way.SHORT.config(), Believing::new, false);
    caught(way, node -> node.room.access().policy(), 3);
  }

  @Test
  void nodesThatIgnoreTheirLeaseAreCaught() throws Exception {
    var way = new Fleet.Way(Fleet.Way.SHORT.config(), UnaryOperator.identity(), true);
    caught(way, node -> node.room.access().policy(), 1);
  }

  private void caught(Fleet.Way way, Function<Fleet.Node, Policy> answering, int writers)
      throws Exception {
    try (var fleet = new Fleet(home, 3, way)) {
      var turmoil = new Turmoil(fleet, seed, answering, writers);
      long harmful = 0;
      for (int round = 0; harmful == 0 && round < 20; round++) {
        var verdict = turmoil.run(4, 20_000);
        log.info("round {}, seed {}: {}", round, seed, verdict);
        harmful = verdict.harmful();
      }
      assertThat(harmful).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void noAnswerIsOlderThanItsQuestionWhateverFails() throws Exception {
    try (var fleet = new Fleet(home, 3, Fleet.Way.SHORT)) {
      var turmoil = new Turmoil(fleet, seed, node -> node.room.access().policy(), 3);

      var verdict = turmoil.run(SECONDS, CHECKS);

      var what =
          "seed %d: %s; %d looks by keys, %d refused, %d across a pause; answered %s; faults %s"
              .formatted(
                  seed,
                  verdict,
                  turmoil.keys.looks(),
                  turmoil.refused.get(),
                  turmoil.discarded.get(),
                  turmoil.acts.kinds(),
                  turmoil.nemesis.done());
      log.info(what);
      assertThat(turmoil.acts.surprises()).as(what).isEmpty();
      assertThat(verdict.stale() + verdict.wrong() + verdict.harmful()).as(what).isZero();
      assertThat(turmoil.keys.wrong()).as(what).isEmpty();
      assertThat(verdict.checks()).isGreaterThanOrEqualTo(CHECKS);
      assertThat(verdict.allowed()).as(what).isBetween(CHECKS / 50, CHECKS * 49 / 50);
      assertThat(turmoil.nemesis.done()).as(what).containsOnlyKeys(Nemesis.Fault.values());
    }
  }
}
