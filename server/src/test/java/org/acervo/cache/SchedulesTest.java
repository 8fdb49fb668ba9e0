package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.acervo.cache.ReadersAndWriter.Cast;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every order in which a writer, readers, the relay and what a node hears can come. */
@Tag("slow")
class SchedulesTest {
  private static final Logger log = LoggerFactory.getLogger(SchedulesTest.class);

  @TempDir static Path home;
  private static Stage stage;

  @BeforeAll
  static void open() throws IOException {
    stage = new Stage(home);
  }

  @AfterAll
  static void close() throws IOException {
    stage.close();
  }

  @ParameterizedTest
  @EnumSource
  void readersOnBothNodes(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(0, 1), false, false, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"IN_REDIS", "EVERYWHERE"})
  void readersOfOneNodeShareWhatIsMade(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(0, 0), false, false, false));
    holds(start, new Cast(List.of(1, 1), false, false, false));
  }

  @ParameterizedTest
  @EnumSource
  void relayComesAtAnyMoment(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(0), true, false, false));
    holds(start, new Cast(List.of(1), true, false, false));
  }

  @ParameterizedTest
  @EnumSource
  void otherNodeHearsLate(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(1), true, true, false));
  }

  @ParameterizedTest
  @EnumSource(names = "EVERYWHERE")
  void otherNodeHearsLateAndReadsTwiceAtOnce(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(1, 1), false, true, false));
  }

  @ParameterizedTest
  @EnumSource
  void writerDiesAndTheRelayBumps(Subject.Start start) throws Exception {
    holds(start, new Cast(List.of(0), true, false, true));
    holds(start, new Cast(List.of(1), true, false, true));
  }

  private void holds(Subject.Start start, Cast cast) throws Exception {
    var cache = new RealCache(stage);
    var result = Schedules.all(() -> new ReadersAndWriter(stage, cache, start, cast));
    log.info(
        "{} {}: {} schedules, {} more were the same, {} disturbed and played again",
        start,
        cast,
        result.schedules(),
        result.pruned(),
        result.disturbed());
    assertThat(result.wrong()).isEmpty();
    assertThat(result.schedules()).isPositive();
  }

  /** With {@code deletes}, or without. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deletingOnWriteAndWaitingAreCaught(boolean deletes) throws Exception {
    var codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    try (var line = stage.store(0).redis().connect(codec)) {
      var redis = (StatefulRedisConnection<String, byte[]>) line.connection();
      for (var start : List.of(Subject.Start.EMPTY, Subject.Start.IN_REDIS)) {
        var result =
            Schedules.untilWrong(() ->
                new ReadersAndWriter(
                    stage,
                    new DeleteOnWrite(deletes, redis.sync()),
                    start,
                    new Cast(List.of(0, 1), false, false, false)));
        log.info("{}, deletes {}: {}", start, deletes, result);
        assertThat(result.wrong()).as("a cache that is wrong, from %s", start).isNotEmpty();
      }
    }
  }
}
