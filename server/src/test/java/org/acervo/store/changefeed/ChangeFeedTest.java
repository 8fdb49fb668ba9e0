package org.acervo.store.changefeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonInt32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is hard to bring about on a server. */
class ChangeFeedTest {
  private static final List<String> COLLECTIONS = List.of("a", "b", "c");
  private static final StartingPoint BEGINNING = new StartingPoint.At(SnapshotTime.ZERO);

  private final FakeSource source = new FakeSource();
  private final Map<String, StreamPosition> saved = new ConcurrentHashMap<>();
  private final ChangeFeed feed =
      new ChangeFeed(
          source,
          new Positions() {
            @Override
            public Optional<StreamPosition> read(String consumer) {
              return Optional.ofNullable(saved.get(consumer));
            }

            @Override
            public void save(String consumer, StreamPosition position) {
              saved.put(consumer, position);
            }
          });

  @AfterEach
  void close() {
    feed.close();
    assertThat(source.open()).isZero();
  }

  private Recorder follow(String name, String... collections) {
    var consumer = new Recorder(name, BEGINNING, collections);
    feed.subscribe(consumer);
    return consumer;
  }

  @Test
  void consumersAtTheFrontShareOneStream() {
    var all = List.of(follow("1", "a"), follow("2", "b"), follow("3", "a", "c"));
    for (var consumer : all) {
      consumer.awaitFront();
    }
    Awaited.until("one stream", () -> source.open() == 1);
  }

  @Test
  void noStreamIsOpenWhileNobodyIsSubscribed() {
    assertThat(source.opened()).isZero();
    var subscription = feed.subscribe(new Recorder("1", BEGINNING, "a"));
    Awaited.until("a stream", () -> source.open() > 0);
    subscription.close();
    Awaited.until("no stream", () -> source.open() == 0);
  }

  @Test
  void consumersWhoseHistoryIsLostAreToldAndGoOn() {
    var consumer = new Recorder("1", BEGINNING, "a");
    var subscription = feed.subscribe(consumer);
    source.write("a");
    assertThat(consumer.id()).isEqualTo(new BsonInt32(0));
    source.away(true);
    Awaited.until("no stream", () -> subscription.failure().isPresent() && source.open() == 0);
    source.write("a");
    source.forget();
    source.away(false);
    assertThat(consumer.next()).isEqualTo(HistoryLost.TOO_OLD);
    source.write("a");
    assertThat(consumer.id()).isEqualTo(new BsonInt32(2));
  }

  @Test
  void endOfTheDatabaseIsTold() {
    var consumer = follow("1", "a");
    consumer.awaitFront();
    source.drop();
    assertThat(consumer.next()).isEqualTo(HistoryLost.ENDED);
    source.write("a");
    assertThat(consumer.id()).isEqualTo(new BsonInt32(0));
  }

  /** A restart before its first change must not lose what was written in between. */
  @Test
  void savedConsumerHasAPositionFromTheBeginning() {
    var consumer = new Recorder("kept", new StartingPoint.Saved(), "a");
    feed.subscribe(consumer);
    consumer.awaitFront();
    assertThat(saved).containsKey("kept");
  }

  /** Consumers come, are slow and fail while the server comes and goes. */
  @Test
  void everyConsumerIsToldEverythingOnceAndInOrderWhateverFails() {
    long seed = Long.getLong("acervo.seed", System.nanoTime());
    var random = new SplittableRandom(seed);
    int writes = 20_000;
    var consumers = new ArrayList<Recorder>();
    var expected = COLLECTIONS.stream().map(_ -> new ArrayList<BsonInt32>()).toList();
    for (int written = 0; written < writes; written++) {
      if (written % 2_000 == 0) {
        consumers.add(unreliable(random.split(), consumers.size()));
      }
      int to = random.nextInt(COLLECTIONS.size());
      source.write(COLLECTIONS.get(to));
      expected.get(to).add(new BsonInt32(written));
      if (random.nextInt(500) == 0) {
        source.away(true);
        LockSupport.parkNanos(random.nextInt(20_000_000));
        source.away(false);
      }
      if (random.nextInt(50) == 0) {
        LockSupport.parkNanos(random.nextInt(1_000_000));
      }
    }
    for (int i = 0; i < consumers.size(); i++) {
      var consumer = consumers.get(i);
      for (var id : expected.get(i % COLLECTIONS.size())) {
        assertThat(consumer.id()).as("seed %d, consumer %d", seed, i).isEqualTo(id);
      }
    }
    for (var consumer : consumers) {
      consumer.awaitFront();
      assertThat(consumer.heardNothingElse()).as("seed %d", seed).isTrue();
    }
  }

  private Recorder unreliable(RandomGenerator random, int number) {
    var consumer =
        new Recorder("" + number, BEGINNING, COLLECTIONS.get(number % COLLECTIONS.size()));
    var inARow = new AtomicInteger();
    consumer.before =
        _ -> {
          if (random.nextInt(200) == 0) {
            LockSupport.parkNanos(random.nextInt(5_000_000));
          }
          if (random.nextInt(1_000) == 0 && inARow.incrementAndGet() < 4) {
            throw new IllegalStateException("not now");
          }
          inARow.set(0);
        };
    feed.subscribe(consumer);
    return consumer;
  }
}
