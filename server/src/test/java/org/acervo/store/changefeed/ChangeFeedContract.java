package org.acervo.store.changefeed;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.acervo.Proxy;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What consumers may rely on, the same on every server. */
abstract class ChangeFeedContract {
  private Proxy way;
  private String name;
  private Store direct;
  private Store store;
  private ChangeFeed feed;

  /** Where the server under test is, as {@code mongodb://host:port}. */
  abstract URI server();

  @BeforeEach
  void open() throws IOException {
    way = new Proxy(() -> server().getPort());
    name = "feed_" + UUID.randomUUID().toString().replace("-", "");
    direct = store("mongodb://" + server().getAuthority() + "/?directConnection=true");
    store =
        store(
            "mongodb://127.0.0.1:%d/?directConnection=true&heartbeatFrequencyMS=500"
                .formatted(way.port()));
    things().insertOne(new Document("_id", -1)); // before everything
    feed = ChangeFeed.of(store);
  }

  private Store store(String uri) {
    return Store.open(new StoreConfig(uri, name, Optional.empty(), Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() throws IOException {
    way.set(Proxy.Mode.OPEN);
    feed.close();
    store.close();
    direct.database().drop();
    direct.close();
    way.close();
  }

  private MongoCollection<Document> things() {
    return direct.database().getCollection("things");
  }

  private MongoCollection<Document> others() {
    return direct.database().getCollection("others");
  }

  private static void insert(MongoCollection<Document> into, int id) {
    into.insertOne(new Document("_id", id));
  }

  /** Subscribes, and returns when it is told of all that is written from now on. */
  private Subscription subscribe(Recorder consumer) {
    var subscription = feed.subscribe(consumer);
    consumer.awaitFront();
    consumer.clear(); // what was written at the very time at which it began
    return subscription;
  }

  private static Recorder ofThings() {
    return new Recorder("things", new StartingPoint.Now(), "things");
  }

  private static void hears(Recorder consumer, int... ids) {
    for (int id : ids) {
      assertThat(consumer.id()).isEqualTo(new BsonInt32(id));
    }
  }

  @Test
  void everyKindOfChangeIsToldInOrder() {
    var consumer = ofThings();
    subscribe(consumer);
    things().insertOne(new Document("_id", 1).append("a", 1).append("b", new Document("c", 1)));
    var inserted = (Change.Inserted) consumer.change();
    things().updateOne(eq("_id", 1), Updates.combine(Updates.set("b.c", 2), Updates.unset("a")));
    var updated = (Change.Updated) consumer.change();
    things().replaceOne(eq("_id", 1), new Document("x", 1));
    var replaced = (Change.Replaced) consumer.change();
    things().deleteOne(eq("_id", 1));
    var removed = (Change.Removed) consumer.change();

    assertThat(inserted.document().orElseThrow()).containsEntry("a", 1);
    assertThat(updated.set()).containsExactly("b");
    assertThat(updated.unset()).containsExactly("a");
    assertThat(updated.document().orElseThrow()).doesNotContainKey("a");
    assertThat(replaced.document().orElseThrow()).containsEntry("x", 1);
    var origins = List.of(inserted.origin(), updated.origin(), replaced.origin(), removed.origin());
    assertThat(origins)
        .allSatisfy(origin -> {
          assertThat(origin.collection()).isEqualTo("things");
          assertThat(origin.id()).contains(new BsonInt32(1));
        });
    assertThat(origins).extracting(Change.Origin::time).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void changesFromATimeOnAreTold() {
    insert(things(), 0);
    var time = direct.clock().now();
    insert(things(), 1);
    insert(things(), 2);
    var consumer = new Recorder("late", new StartingPoint.At(time), "things");
    feed.subscribe(consumer);
    var first = consumer.id();
    if (first.equals(new BsonInt32(0))) { // it happened at that very time
      first = consumer.id();
    }
    assertThat(first).isEqualTo(new BsonInt32(1));
    hears(consumer, 2);
  }

  @Test
  void eachConsumerIsToldOfItsOwnCollectionsAlone() {
    var one = ofThings();
    subscribe(one);
    insert(things(), 1);
    var two = new Recorder("others", new StartingPoint.Now(), "others"); // widens the stream
    subscribe(two);
    insert(others(), 10);
    insert(things(), 2);
    insert(others(), 11);
    insert(things(), 3);
    hears(one, 1, 2, 3);
    hears(two, 10, 11);
    assertThat(one.heardNothingElse()).isTrue();
    assertThat(two.heardNothingElse()).isTrue();
  }

  @Test
  void savedPositionIsWhereAConsumerGoesOnAfterARestart() {
    var before = new Recorder("saved", new StartingPoint.Saved(), "things");
    subscribe(before);
    insert(things(), 1);
    insert(things(), 2);
    hears(before, 1, 2);
    feed.close();
    insert(things(), 3);
    insert(things(), 4);
    feed = ChangeFeed.of(store);
    var after = new Recorder("saved", new StartingPoint.Saved(), "things");
    subscribe(new Recorder("other", new StartingPoint.Now(), "things"));
    feed.subscribe(after);
    hears(after, 3, 4);
    insert(things(), 5);
    hears(after, 5);
  }

  @Test
  void changeThatWasNotHandledBeforeARestartComesAgain() throws InterruptedException {
    var before = new Recorder("saved", new StartingPoint.Saved(), "things");
    subscribe(before);
    insert(things(), 1);
    hears(before, 1);
    var called = new CountDownLatch(1);
    before.before =
        _ -> {
          called.countDown();
          throw new IllegalStateException("not now");
        };
    insert(things(), 2);
    called.await();
    feed.close();
    feed = ChangeFeed.of(store);
    var after = new Recorder("saved", new StartingPoint.Saved(), "things");
    feed.subscribe(after);
    hears(after, 2);
  }

  /** As after the database was brought back from a backup, or nobody ran for weeks. */
  @Test
  void lostHistoryIsToldToWhomItConcernsAndFollowedByWhatIsWrittenSince() {
    var current = ofThings();
    subscribe(current);
    insert(things(), 1);
    hears(current, 1);
    new MongoPositions(store).save("saved", foreign());
    var behind = new Recorder("saved", new StartingPoint.Saved(), "things");
    var failures = new AtomicInteger();
    behind.beforeLoss =
        _ -> {
          if (failures.incrementAndGet() == 1) {
            throw new IllegalStateException("not now"); // it is told again
          }
          insert(things(), 2);
        };
    feed.subscribe(behind);
    assertThat(behind.next()).isEqualTo(HistoryLost.TOO_OLD);
    assertThat(failures).hasValue(2);
    hears(behind, 2);
    insert(things(), 3);
    hears(behind, 3);
    hears(current, 2, 3);
    assertThat(current.heardNothingElse()).isTrue();
  }

  /** Of the kind of this server's, for a change that it does not have. */
  private StreamPosition foreign() {
    var open = new StreamPosition.At(direct.clock().now());
    insert(others(), 0);
    try (var stream = new MongoChangeSource(direct).open(Set.of("others"), open)) {
      var event = stream.next();
      var place = event == null ? stream.position() : event.position();
      String text = ((StreamPosition.After) place).token().getString("_data").getValue();
      boolean timed = text.startsWith("82") && text.length() > 18;
      String foreign = timed ? "8200000001" + text.substring(10) : "of another server";
      var token = new BsonDocument("_data", new BsonString(foreign));
      return new StreamPosition.After(token, SnapshotTime.ZERO, false);
    }
  }

  @Test
  void consumerThatThrowsIsToldAgainAndConcernsNobodyElse() {
    var failing = new Recorder("failing", new StartingPoint.Now(), "things");
    var subscription = subscribe(failing);
    var other = ofThings();
    subscribe(other);
    var failures = new AtomicInteger();
    var failed = new AtomicBoolean();
    failing.before =
        _ -> {
          switch (failures.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("not now");
            case 2 -> throw new AssertionError("nor now");
            case 3 -> failed.set(subscription.failure().isPresent());
            default -> {}
          }
        };
    insert(things(), 1);
    insert(things(), 2);
    hears(other, 1, 2);
    hears(failing, 1, 2);
    assertThat(failed).isTrue();
    assertThat(subscription.failure()).isEmpty();
  }

  @Test
  void changeThatCannotBeHandledIsSkippedAndTheConsumerIsToldSo() {
    var failing = ofThings();
    subscribe(failing);
    failing.before =
        change -> {
          if (change.origin().id().orElseThrow().equals(new BsonInt32(1))) {
            throw new IllegalStateException("never");
          }
        };
    insert(things(), 1);
    insert(things(), 2);
    assertThat(failing.next()).isEqualTo(HistoryLost.SKIPPED);
    hears(failing, 2);
  }

  @Test
  void slowConsumerHoldsUpNobodyAndMissesNothing() {
    int many = 3 * Seat.CAPACITY;
    var gate = new CountDownLatch(1);
    var slow = new Recorder("slow", new StartingPoint.Now(), "things");
    var quick = ofThings();
    subscribe(slow);
    subscribe(quick);
    slow.before =
        _ -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    var documents = new ArrayList<Document>();
    IntStream.range(0, many).forEach(id -> documents.add(new Document("_id", id)));
    things().insertMany(documents);
    int[] all = IntStream.range(0, many).toArray();
    hears(quick, all);
    assertThat(slow.heardNothingElse()).isTrue();
    gate.countDown();
    hears(slow, all);
    insert(things(), many);
    hears(slow, many);
    hears(quick, many);
    assertThat(slow.heardNothingElse()).isTrue();
  }

  @Test
  void whatIsWrittenWhileTheServerIsAwayIsToldWhenItIsBack() {
    var consumer = ofThings();
    var subscription = subscribe(consumer);
    insert(things(), 1);
    hears(consumer, 1);
    way.set(Proxy.Mode.CUT);
    insert(things(), 2);
    insert(things(), 3);
    Awaited.until("the failure is seen", () -> subscription.failure().isPresent());
    way.set(Proxy.Mode.OPEN);
    hears(consumer, 2, 3);
    insert(things(), 4);
    hears(consumer, 4);
    Awaited.until("the failure is over", () -> subscription.failure().isEmpty());
    assertThat(consumer.heardNothingElse()).isTrue();
  }

  @Test
  void subscriptionThatBeginsWhileTheServerIsAwayIsServedWhenItIsBack() {
    way.set(Proxy.Mode.CUT);
    var time = direct.clock().now();
    var consumer = new Recorder("patient", new StartingPoint.At(time), "others");
    var subscription = feed.subscribe(consumer);
    Awaited.until("the failure is seen", () -> subscription.failure().isPresent());
    insert(others(), 1);
    way.set(Proxy.Mode.OPEN);
    hears(consumer, 1);
  }

  @Test
  void nothingIsToldAfterClosingEvenWhileItWaits() {
    var consumer = ofThings();
    var subscription = subscribe(consumer);
    var other = new Recorder("other", new StartingPoint.Now(), "things");
    subscribe(other);
    subscription.close();
    insert(things(), 1);
    hears(other, 1);
    feed.close();
    insert(things(), 2);
    assertThat(consumer.heardNothingElse()).isTrue();
    assertThat(other.heardNothingElse()).isTrue();
    assertThatThrownBy(() -> feed.subscribe(consumer)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void consumerMayCloseItsOwnSubscription() {
    var consumer = ofThings();
    var subscription = subscribe(consumer);
    consumer.before = _ -> subscription.close();
    insert(things(), 1);
    hears(consumer, 1);
    feed.close();
    assertThat(consumer.heardNothingElse()).isTrue();
  }
}
