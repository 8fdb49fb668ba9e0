package org.acervo.cache;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.cache.MongoChanges.Stale;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.Change;
import org.acervo.store.changefeed.ChangeFeed;
import org.acervo.store.changefeed.Recorder;
import org.acervo.store.changefeed.StartingPoint;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the record's account says, whoever wrote. */
class MongoChangesTest {
  private EmbeddedMongo mongo;
  private Store store;
  private ChangeFeed feed;
  private Recorder told;
  private MongoChanges changes;
  private boolean away;

  /** Each collection hangs directly below the root. */
  private final Places places =
      new Places() {
        @Override
        public Collection<CollectionId> above(CollectionId collection) {
          if (away) {
            throw new IllegalStateException("the record is away");
          }
          return Set.of(collection);
        }

        @Override
        public Collection<CollectionId> below(CollectionId collection) {
          return Set.of(collection);
        }
      };

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    items().insertOne(new Document("_id", "i").append("home", "a").append("anc", List.of("a")));
    feed = ChangeFeed.of(store);
    told = new Recorder("test", new StartingPoint.Now(), "items", "collections");
    feed.subscribe(told);
    told.awaitFront();
    told.clear(); // what happened at the very time at which the feed begins
    changes = new MongoChanges(places);
  }

  @AfterEach
  void close() throws IOException {
    feed.close();
    store.close();
    mongo.close();
  }

  private MongoCollection<Document> items() {
    return store.database().getCollection("items");
  }

  private MongoCollection<Document> collections() {
    return store.database().getCollection("collections");
  }

  private Stale next() {
    return changes.read(told.change());
  }

  private static Set<String> roots(Stale stale) {
    assertThat(stale).isInstanceOf(Stale.In.class);
    return ((Stale.In) stale).roots().stream().map(CollectionId::value).collect(Collectors.toSet());
  }

  @Test
  void changeConcernsTheHomeAndAllAbove() {
    items().updateOne(eq("_id", "i"), new Document("$set", new Document("title", "t")));
    assertThat(roots(next())).containsExactlyInAnyOrder("root", "a");
  }

  /** Any program may write anything; the relay goes on to what comes next. */
  @Test
  void whatCannotBeReadMayBeAnywhereAndIsFollowedByWhatCan() {
    collections().insertOne(new Document("_id", new ObjectId()));
    collections().insertOne(new Document("_id", "no id"));
    items().insertOne(new Document("_id", "j").append("home", 7));
    items().insertOne(new Document("_id", "k").append("home", "a").append("anc", "a"));
    items().insertOne(new Document("_id", "l").append("home", "a").append("anc", List.of(1, 2)));
    items().insertOne(new Document("_id", "m").append("home", "b"));
    for (int i = 0; i < 5; i++) {
      assertThat(next()).isInstanceOf(Stale.Anywhere.class);
    }
    assertThat(roots(next())).containsExactlyInAnyOrder("root", "b");
  }

  @Test
  void failureToAskForThePlaceIsNoUnreadableChange() {
    away = true;
    items().insertOne(new Document("_id", "m").append("home", "b"));
    assertThatThrownBy(this::next).hasMessage("the record is away");
  }

  /** Nothing says where it was before. */
  @Test
  void itemThatWasReplacedMayHaveBeenAnywhere() {
    items().replaceOne(eq("_id", "i"), new Document("_id", "i").append("home", "b"));
    assertThat(next()).isInstanceOf(Stale.Anywhere.class);
  }

  @Test
  void announcedRemovalConcernsNoView() {
    items().updateOne(eq("_id", "i"), new Document("$set", new Document("leaving", true)));
    assertThat(roots(next())).isEmpty();
    items().deleteOne(eq("_id", "i"));
    assertThat(roots(next())).isEmpty();
  }

  @Test
  void removalThatWasCalledOffMustBeAnnouncedAgain() {
    items().updateOne(eq("_id", "i"), new Document("$set", new Document("leaving", true)));
    assertThat(roots(next())).isEmpty();
    items().updateOne(eq("_id", "i"), new Document("$unset", new Document("leaving", true)));
    assertThat(roots(next())).contains("a");
    items().deleteOne(eq("_id", "i"));
    assertThat(next()).isInstanceOf(Stale.Anywhere.class);
  }

  /** Nodes die between the two, so what is announced and stays must not fill the memory. */
  @Test
  void oldestAnnouncementsAreForgottenAndTheirRemovalsMayBeAnywhere() {
    for (int i = 0; i <= MongoChanges.MOST_LEAVING; i++) {
      assertThat(roots(changes.read(announced(i)))).isEmpty();
    }
    assertThat(changes.leaving()).isEqualTo(MongoChanges.MOST_LEAVING);
    assertThat(changes.read(new Change.Removed(item(0)))).isInstanceOf(Stale.Anywhere.class);
    assertThat(roots(changes.read(new Change.Removed(item(1))))).isEmpty();
  }

  private static Change announced(int number) {
    return new Change.Updated(item(number), Set.of("leaving"), Set.of(), Optional.empty());
  }

  private static Change.Origin item(int number) {
    return new Change.Origin("items", SnapshotTime.ZERO, Optional.of(new BsonInt32(number)));
  }

  /** Such as an array that was only made shorter, told by a server that names no fields. */
  @Test
  void updateThatDoesNotSayWhatChangedIsTakenForAnyChange() {
    var somewhere = Optional.of(new Document("home", "a"));
    assertThat(changes.read(new Change.Updated(item(1), Set.of(), Set.of(), somewhere)))
        .isInstanceOf(Stale.Anywhere.class);
    var collection =
        new Change.Origin("collections", SnapshotTime.ZERO, Optional.of(new BsonString("b")));
    assertThat(
            roots(
                changes.read(new Change.Updated(collection, Set.of(), Set.of(), Optional.empty()))))
        .containsExactlyInAnyOrder("root", "b");
    assertThat(
            roots(
                changes.read(
                    new Change.Updated(collection, Set.of("grants"), Set.of(), Optional.empty()))))
        .isEmpty();
  }

  @Test
  void itemThatWasMovedWithoutSayingFromWhereMayHaveBeenAnywhere() {
    items().updateOne(eq("_id", "i"), new Document("$set", new Document("home", "b")));
    assertThat(next()).isInstanceOf(Stale.Anywhere.class);
  }
}
