package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a node that is by itself keeps after a write, however that ends. */
class WritesTest {
  private static final CollectionId HERE = new CollectionId("here");
  private static final CollectionId ELSEWHERE = new CollectionId("elsewhere");

  private final OneNode node = OneNode.alone();
  private final Generations generations = node.generations;
  private final Writes writes = node.writes();

  @BeforeEach
  void know() {
    for (var root : List.of(HERE, ELSEWHERE)) {
      generations.learn(root, new SnapshotTime(5), generations.stamp(root));
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  private void fail(RuntimeException how) {
    assertThatThrownBy(() ->
            writes.write(
                () -> List.of(HERE),
                () -> {
                  throw how;
                }))
        .isSameAs(how);
  }

  @Test
  void whatWasWrittenIsOldAndTheRestIsNot() {
    assertThat(writes.<String>write(() -> List.of(HERE), () -> "done")).isEqualTo("done");
    assertThat(generations.of(HERE)).isNull();
    assertThat(generations.of(ELSEWHERE)).isNotNull();
  }

  @Test
  void refusalChangesNothing() {
    fail(Failed.conflict("no"));
    assertThat(generations.of(HERE)).isNotNull();
  }

  static Stream<RuntimeException> unknown() {
    return Stream.of(
        new Failed(new Failure.Unknown("the last request")),
        new Failed(new Failure.Unavailable("The database", Duration.ofSeconds(1))),
        new MongoSocketReadException("broken", new ServerAddress()),
        new IllegalStateException("a defect after the first of two writes"));
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void whatMayHaveHappenedIsOld(RuntimeException how) {
    fail(how);
    assertThat(generations.of(HERE)).isNull();
    assertThat(generations.of(ELSEWHERE)).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("unknown")
  void everythingIsOldWhenTheTimeCannotBeAsked(RuntimeException how) {
    node.record.away = true;
    fail(how);
    assertThat(generations.of(HERE)).isNull();
    assertThat(generations.of(ELSEWHERE)).isNull();
  }

  /** It has happened, so nothing may say that it has not. */
  @Test
  void outcomeIsUnknownAndEverythingOldWhenNobodyCanSayWhereItWas() {
    var why = new Failed(new Failure.Unavailable("The database", Duration.ofSeconds(1)));
    Supplier<List<CollectionId>> where =
        () -> {
          throw why;
        };
    assertThatThrownBy(() -> writes.write(where, () -> "done"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class))
        .hasCause(why);
    assertThat(generations.of(HERE)).isNull();
    assertThat(generations.of(ELSEWHERE)).isNull();
  }

  @Test
  void afterTheCommitEvenARefusalMeansUnknownAndOld() {
    var why = new Failed(new Failure.Busy("Others change rights.", Duration.ofSeconds(1)));
    assertThatThrownBy(() ->
            writes.write(
                () -> List.of(HERE),
                () -> "done",
                written -> {
                  throw why;
                }))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unknown.class))
        .hasCause(why);
    assertThat(generations.of(HERE)).isNull();
    assertThat(generations.of(ELSEWHERE)).isNotNull();
  }
}
