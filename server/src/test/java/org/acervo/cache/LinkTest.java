package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a node relies on what it heard, and what it does when it cannot. */
class LinkTest {
  private static final CollectionId ROOT = CollectionId.ROOT;
  private static final SnapshotTime TIME = new SnapshotTime(7);

  private final AtomicLong moved = new AtomicLong();
  private final InstantSource clock = () -> Instant.now().plusMillis(moved.get());
  private final Generations generations = new Generations();
  private final Script script = new Script();
  private final AtomicInteger passes = new AtomicInteger();
  private volatile Link.Passed passed = _ -> Link.Passed.By.DARK;
  private volatile Link.Server server = (_, _) -> script;
  private final List<Link> opened = new ArrayList<>();

  private Link open(boolean alone) {
    var link =
        new Link(
            Optional.of((node, ears) -> server.connect(node, ears)),
            "node",
            alone,
            clock,
            time -> {
              passes.incrementAndGet();
              return passed.by(time);
            },
            generations,
            new Memory(DataSize.mib(1)));
    opened.add(link);
    link.start();
    return link;
  }

  private static void trust(Link link) {
    Stage.await("the link is trusted", link::trusted);
  }

  @AfterEach
  void close() {
    opened.forEach(Link::close);
  }

  /** While a machine sleeps its lease stands still, and writers do not wait for it. */
  @Test
  void leaseEndsWhenOneClockMovesAgainstTheOther() {
    var link = open(true);
    trust(link);
    long now = System.nanoTime();
    long wall = clock.millis();
    assertThat(link.trusted(now, wall + 20)).isTrue();
    assertThat(link.trusted(now, wall - 20)).isTrue();
    assertThat(link.trusted(now, wall + 60)).isFalse();
    assertThat(link.trusted(now, wall - 60)).isFalse();
    moved.set(3_600_000);
    trust(link); // by the next beat
  }

  @Test
  void defectOfTheSharedLevelDoesNotEndTheLink() {
    var failures = new AtomicInteger(2);
    var beat = script.beats;
    script.beats =
        () -> {
          if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("a defect");
          }
          return beat.get();
        };
    var link = open(true);
    trust(link);
  }

  @Test
  void wrongPasswordIsSaid() {
    server =
        (_, _) -> {
          throw new Shared.Away(
              "redis cannot be reached",
              new IllegalStateException(
                  "unable to connect",
                  new IllegalStateException("WRONGPASS invalid username-password pair")));
        };
    var link = open(true);
    Stage.await("trouble", () -> !link.trouble().isEmpty());
    assertThat(link.trouble()).contains("password").contains("ACERVO_REDIS_URI");
  }

  @Test
  void causeOfTroubleIsSaid() {
    server =
        (_, _) -> {
          throw new Shared.Away(
              "redis cannot be reached", new IllegalStateException("Connection refused"));
        };
    var link = open(true);
    Stage.await("trouble", () -> !link.trouble().isEmpty());
    assertThat(link.trouble()).contains("redis cannot be reached (Connection refused)");
  }

  // Writing

  @Test
  void writeOfWhichNobodyKnowsWhereItWasWaitsForTheRelay() {
    var link = open(false);
    trust(link);
    generations.learn(ROOT, TIME, generations.stamp(ROOT));
    link.writtenAnywhere(TIME);
    assertThat(script.asked).contains("bump [root] 7");
    assertThat(passes).hasValue(1);
    assertThat(generations.of(ROOT)).isNull();
  }

  /** The write has happened, and somebody who does not answer may rely on what was before it. */
  @Test
  void writerThatIsInterruptedWaitsForTheOthersAllTheSame() throws InterruptedException {
    script.others = Map.of("silent", "1");
    var link = open(false);
    trust(link);
    var writer = Thread.ofVirtual().start(() -> link.written(Set.of(ROOT), TIME));
    Stage.await("the call", () -> script.asked.contains("call"));
    writer.interrupt();
    assertThat(writer.join(Link.LEASE.dividedBy(2))).isFalse();
    assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
  }

  /** The write has happened; that the record has gone since does not make it fail. */
  @Test
  void recordThatGoesWhileAWriterWaitsIsNoFailure() {
    server =
        (_, _) -> {
          throw new Shared.Away("redis cannot be reached", new IllegalStateException());
        };
    passed =
        _ -> {
          if (passes.get() == 1) {
            throw new IllegalStateException("the record is away");
          }
          return Link.Passed.By.DARK;
        };
    var link = open(false);
    link.written(List.of(ROOT), TIME);
    assertThat(passes).hasValue(2);
  }
}
