package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogicalClockTest {
  @TempDir private Path dir;
  private final SettableClock wall = new SettableClock();
  private Path file = Path.of("");

  @BeforeEach
  void chooseFile() {
    file = dir.resolve("time");
  }

  @Test
  void everyTickIsLater() {
    LogicalClock clock = LogicalClock.inMemory(wall);
    long before = clock.now();
    for (int i = 0; i < 100; i++) {
      long tick = clock.tick();
      assertThat(Long.compareUnsigned(tick, before)).isPositive();
      before = tick;
      wall.move(Duration.ofSeconds(i % 3 - 1));
    }
  }

  @Test
  void tickFollowsTheWallClock() {
    LogicalClock clock = LogicalClock.inMemory(wall);
    wall.move(Duration.ofSeconds(5));
    assertThat(clock.tick() >>> 32).isEqualTo(wall.instant().getEpochSecond());
  }

  @Test
  void clockThatWasNotClosedStartsAfterEveryTimeItGave() throws IOException {
    LogicalClock killed = LogicalClock.persistent(wall, file);
    long last = killed.tick();
    for (int i = 0; i < 5; i++) {
      wall.move(Duration.ofSeconds(20));
      last = killed.tick();
    }
    wall.move(Duration.ofDays(-1));
    assertThat(LogicalClock.persistent(wall, file).now()).isGreaterThanOrEqualTo(last);
  }

  @Test
  void closedClockGoesOnWhereItWas() throws IOException {
    LogicalClock closed = LogicalClock.persistent(wall, file);
    long last = closed.tick();
    closed.close();
    assertThat(LogicalClock.persistent(wall, file).now()).isEqualTo(last);
  }

  @Test
  void clientCannotCarryTheClockOutOfReach() {
    LogicalClock clock = LogicalClock.inMemory(wall);
    assertThat(clock.advanceTo(clock.now() + (1L << 32))).isTrue();
    long before = clock.now();
    assertThat(clock.advanceTo(-1L)).isFalse();
    assertThat(clock.now()).isEqualTo(before);
  }
}
