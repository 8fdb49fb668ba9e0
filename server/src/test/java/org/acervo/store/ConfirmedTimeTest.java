package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.acervo.embedded.EmbeddedMongo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that was set wrong destroys nothing. */
final class ConfirmedTimeTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(31);

  private EmbeddedMongo mongo;
  private Store store;
  private Instant node = START;
  private Instant record = START;
  private long nanos = -7;
  private Optional<Instant> lastKnown = Optional.empty();

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  private ConfirmedTime started() {
    return new ConfirmedTime(
        store.database(), () -> node, () -> record, () -> nanos, () -> lastKnown);
  }

  private void set(Duration ahead) {
    node = node.plus(ahead);
    record = record.plus(ahead);
  }

  /** Time passes, and all clocks go on. */
  private void run(ConfirmedTime time, Duration hours) {
    for (long hour = 0; hour < hours.toHours(); hour++) {
      set(Duration.ofHours(1));
      nanos += Duration.ofHours(1).toNanos();
      var _ = time.instant();
    }
  }

  @Test
  void clocksThatAgreeAreBelieved() {
    var time = started();
    assertThat(time.instant()).isEqualTo(START);
    run(time, MONTH);
    assertThat(time.instant()).isEqualTo(START.plus(MONTH));
  }

  @Test
  void earlierOfTheTwoClocksCounts() {
    var time = started();
    node = START.plus(MONTH);
    assertThat(time.instant()).isEqualTo(START);
    node = START.minusSeconds(9);
    assertThat(time.instant()).isEqualTo(START.minusSeconds(9));
  }

  @Test
  void leapIsNotBelievedAtTheStartAndNotWhileItRuns() {
    assertThat(started().instant()).isEqualTo(START);
    set(MONTH);
    var time = started();
    assertThat(time.instant()).isEqualTo(START);
    run(time, Duration.ofHours(20));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(20)));
    set(MONTH.negated());
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(20)));
    run(time, Duration.ofHours(10));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(30)));
  }

  @Test
  void leapInTheMiddleOfARunIsNotBelievedEither() {
    var time = started();
    run(time, Duration.ofHours(5));
    set(MONTH);
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(5)));
  }

  @Test
  void leapThatStaysForADayOfRunningIsBelievedHoweverOftenItIsStarted() {
    assertThat(started().instant()).isEqualTo(START);
    set(MONTH);
    for (int i = 0; i < 5; i++) {
      var time = started();
      var _ = time.instant();
      run(time, Duration.ofHours(6));
    }
    assertThat(started().instant()).isEqualTo(node);
  }

  @Test
  void anotherLeapBeginsTheTrialAnew() {
    assertThat(started().instant()).isEqualTo(START);
    set(MONTH);
    var time = started();
    var _ = time.instant();
    run(time, Duration.ofHours(23));
    set(MONTH);
    run(time, Duration.ofHours(5));
    assertThat(time.instant()).isEqualTo(START.plus(Duration.ofHours(28)));
  }

  @Test
  void weekendWithoutPowerIsNoLeap() {
    assertThat(started().instant()).isEqualTo(START);
    set(Duration.ofHours(47));
    assertThat(started().instant()).isEqualTo(node);
  }

  @Test
  void clockThatWasAheadWhenTheLibraryBeganIsForgottenWhenItIsSetRight() {
    set(MONTH);
    assertThat(started().instant()).isEqualTo(node);
    set(MONTH.negated());
    assertThat(started().instant()).isEqualTo(START);
    set(MONTH);
    assertThat(started().instant()).isEqualTo(START);
  }

  @Test
  void olderLibraryBeginsWithItsLastChange() {
    lastKnown = Optional.of(START);
    set(MONTH);
    assertThat(started().instant()).isEqualTo(START);
  }

  @Test
  void manyNodesDoNotMakeTimeGoFaster() {
    var one = started();
    var _ = one.instant();
    set(MONTH);
    var two = started();
    var _ = two.instant();
    for (int i = 0; i < 4; i++) {
      run(one, Duration.ofHours(1));
      var _ = two.instant();
    }
    assertThat(two.instant()).isEqualTo(START.plus(Duration.ofHours(4)));
  }
}
