package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.acervo.Proxy;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lease is counted by two clocks; when they disagree, or it is over, only the record helps. */
@Tag("slow")
class ClockJumpTest {
  /** Not over before the test is, nor renewed but by its own asking. */
  private static final Fleet.Way LONG =
      new Fleet.Way(
          Fleet.config(Duration.ofHours(12), Duration.ofHours(3)), UnaryOperator.identity(), false);

  @TempDir Path home;

  private static boolean answers(Fleet.Node node) {
    try {
      return node.room.access().policy().number() > 0;
    } catch (Failed failed) {
      assertThat(failed.failure()).isInstanceOf(Failure.Unavailable.class);
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3_600_000, -3_600_000, 60, -60})
  void aNodeWhoseClockWasSetAsksTheRecordBeforeItAnswers(long millis) throws Exception {
    try (var fleet = new Fleet(home, 1, LONG)) {
      var node = fleet.node(0);
      assertThat(answers(node)).isTrue();
      node.toMongo.set(Proxy.Mode.CUT);
      assertThat(answers(node)).as("the lease holds").isTrue();

      node.ticks.jump(millis);
      assertThat(answers(node)).isFalse();

      node.toMongo.set(Proxy.Mode.OPEN);
      while (!answers(node)) {
        Thread.sleep(20);
      }
      node.toMongo.set(Proxy.Mode.CUT);
      assertThat(answers(node)).as("the lease was renewed").isTrue();
    }
  }

  @Test
  void aNodeThatSleptAsksTheRecordBeforeItAnswers() throws Exception {
    try (var fleet = new Fleet(home, 1, LONG)) {
      var node = fleet.node(0);
      assertThat(answers(node)).isTrue();
      node.toMongo.set(Proxy.Mode.CUT);
      node.ticks.stop();
      Thread.sleep(100);
      node.ticks.run();
      assertThat(answers(node)).isFalse();
    }
  }

  @Test
  void aNodeCutOffForLongerThanItsLeaseRefuses() throws Exception {
    try (var fleet = new Fleet(home, 2, Fleet.Way.SHORT)) {
      var node = fleet.node(0);
      assertThat(answers(node)).isTrue();
      node.toMongo.set(Proxy.Mode.CUT);
      var after =
          fleet
              .node(1)
              .room
              .access()
              .change(new Caller.Anonymous(), _ -> Optional.of(Change.of("one", "")));
      assertThat(answers(node)).as("the change answered, so the lease is over").isFalse();

      node.toMongo.set(Proxy.Mode.OPEN);
      while (!answers(node)) {
        Thread.sleep(20);
      }
      assertThat(node.room.access().policy().number()).isEqualTo(after.number());
    }
  }
}
