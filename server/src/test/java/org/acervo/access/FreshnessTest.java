package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
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
class FreshnessTest {
  private static final Logger log = LoggerFactory.getLogger(FreshnessTest.class);
  private static final long CHECKS = Long.getLong("acervo.freshness.checks", 1_000_000);
  private static final long SECONDS = Long.getLong("acervo.freshness.seconds", 60);

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  @TempDir Path home;

  @Test
  void noAnswerIsOlderThanItsQuestionWhateverFails() throws Exception {
    try (var fleet = new Fleet(home, 3, UnaryOperator.identity())) {
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
