package org.acervo.cache;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.cache.MongoChanges.Change;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the record's account says, whoever wrote. */
class MongoChangesTest {
  private EmbeddedMongo mongo;
  private Store store;
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
    // The account begins with what happened at that very time: with this, which it leaves out.
    store.database().getCollection("others").insertOne(new Document("_id", 1));
    changes = MongoChanges.since(store.database(), store.clock().now(), places);
  }

  @AfterEach
  void close() throws IOException {
    changes.close();
    store.close();
    mongo.close();
  }

  private MongoCollection<Document> items() {
    return store.database().getCollection("items");
  }

  private MongoCollection<Document> collections() {
    return store.database().getCollection("collections");
  }

  private Change next() {
    var found = new ArrayList<Change>();
    Stage.await(
        "something is told",
        () -> {
          changes.next().ifPresent(found::add);
          return !found.isEmpty();
        });
    return found.getFirst();
  }

  private static Set<String> roots(Change change) {
    assertThat(change).isInstanceOf(Change.In.class);
    return ((Change.In) change)
        .roots().stream().map(CollectionId::value).collect(Collectors.toSet());
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
      assertThat(next()).isInstanceOf(Change.Anywhere.class);
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
    assertThat(next()).isInstanceOf(Change.Anywhere.class);
  }

  @Test
  void itemThatWasMovedWithoutSayingFromWhereMayHaveBeenAnywhere() {
    items().updateOne(eq("_id", "i"), new Document("$set", new Document("home", "b")));
    assertThat(next()).isInstanceOf(Change.Anywhere.class);
  }
}
