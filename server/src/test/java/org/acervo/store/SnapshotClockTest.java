package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several reads as of one time, beside writes. */
final class SnapshotClockTest {
  private EmbeddedMongo mongo;
  private Store store;

  /** What two reads found. */
  private record Pair(int first, int second) {}

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    documents("first").insertOne(new Document("_id", 1).append("n", 0));
    documents("second").insertOne(new Document("_id", 1).append("n", 0));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  private MongoCollection<Document> documents(String name) {
    return store.database().getCollection(name);
  }

  private int read(String name) {
    var found = Snapshot.find(documents(name), Filters.eq("_id", 1)).first();
    return Objects.requireNonNull(found).getInteger("n");
  }

  private void raise(String name) {
    documents(name).updateOne(Filters.eq("_id", 1), Updates.inc("n", 1));
  }

  @Test
  void writeBetweenTwoReadsIsInBothOrInNone() {
    var runs = new AtomicInteger();
    var read =
        store
            .clock()
            .read(() -> {
              int first = read("first");
              if (runs.incrementAndGet() == 1) {
                raise("first");
                raise("second");
              }
              return new Pair(first, read("second"));
            });
    assertThat(read.value().first()).isEqualTo(read.value().second());
  }

  /** As when many files are added while somebody looks: not one state, but no failure. */
  @Test
  void writesThatNeverRestDoNotFailReads() {
    raise("first");
    raise("second");
    var before = store.clock().now();
    var written = new AtomicInteger(1);
    var read =
        store
            .clock()
            .read(() -> {
              int first = read("first");
              raise("second");
              written.incrementAndGet();
              return new Pair(first, read("second"));
            });
    assertThat(read.value().first()).isEqualTo(1);
    assertThat(read.value().second()).isBetween(1, written.get());
    assertThat(read.time()).isGreaterThanOrEqualTo(before);
    if (read.value().second() == written.get()) { // its own last write, which is after its time
      assertThat(read.time()).isLessThan(store.clock().heard());
    }
  }
}
