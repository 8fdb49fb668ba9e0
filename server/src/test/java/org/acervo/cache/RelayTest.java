package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.acervo.store.changefeed.FakeSource;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the relay makes of what the change feed tells. */
class RelayTest {
  /** Later than any time of the server. */
  private static final long FUTURE = Long.MAX_VALUE - 1_000_000;

  private static final Places FLAT =
      new Places() {
        @Override
        public Collection<CollectionId> above(CollectionId collection) {
          return Set.of(collection);
        }

        @Override
        public Collection<CollectionId> below(CollectionId collection) {
          return Set.of(collection);
        }
      };

  private final FakeSource source = new FakeSource(FUTURE);
  private final Script redis = new Script();
  private EmbeddedMongo mongo;
  private Store store;
  private Link link;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    link =
        new Link(
            Optional.of((_, _) -> redis),
            "node",
            true,
            InstantSource.system(),
            _ -> Link.Passed.By.DARK,
            new Generations(),
            new Memory(DataSize.mib(1)));
    link.start();
  }

  private void relay(ChangeFeed over) {
    opened.push(over);
    var relay = new Relay(store, over, link, FLAT, true);
    opened.push(relay);
    relay.start();
  }

  @AfterEach
  void close() throws Exception {
    for (var last : opened) {
      last.close();
    }
    link.close();
    store.close();
    mongo.close();
  }

  private List<String> marks() {
    return redis.asked.stream().filter(asked -> asked.startsWith("mark ")).toList();
  }

  /** Waits for markers that were begun after this call, and tells the last. */
  private String mark() {
    int before = marks().size();
    Stage.await("the marker is renewed", () -> marks().size() >= before + 3);
    return marks().getLast();
  }

  @Test
  void writeOfAnotherProgramRaisesGenerationsBeforeMarkersThatBeganLater() {
    relay(ChangeFeed.of(store));
    String epoch = mark();
    store
        .database()
        .getCollection("items")
        .insertOne(new Document("_id", "i").append("home", "a").append("anc", List.of("a")));
    var time = store.clock().now();
    String after = mark();
    assertThat(after).isEqualTo(epoch);
    var bumps = redis.asked.stream().filter(asked -> asked.startsWith("bump ")).toList();
    assertThat(bumps).isNotEmpty().allSatisfy(bump -> assertThat(bump).contains("a", "root"));
    long raised = Long.parseLong(bumps.getFirst().replaceAll(".* ", ""));
    assertThat(raised).isLessThanOrEqualTo(time.value());
  }

  @Test
  void removalThatNobodyAnnouncedBeginsANewEpoch() {
    relay(source.feed());
    String epoch = mark();
    source.write("items");
    assertThat(mark()).isNotEqualTo(epoch);
  }

  @Test
  void lostHistoryBeginsANewEpoch() {
    relay(source.feed());
    String epoch = mark();
    assertThat(mark()).isEqualTo(epoch);
    source.drop();
    Stage.await("another epoch", () -> !marks().getLast().equals(epoch));
  }

  @Test
  void markerIsNotRenewedWhileTheFeedStandsStill() {
    relay(source.feed());
    mark();
    source.away(true);
    Stage.await("the stream is closed", () -> source.open() == 0);
    int marked = marks().size();
    source.write("collections");
    int refused = source.refused();
    Stage.await("it is tried again", () -> source.refused() > refused + 5);
    assertThat(marks().size()).isLessThanOrEqualTo(marked + 1); // one was under way
    source.away(false);
    mark();
  }
}
