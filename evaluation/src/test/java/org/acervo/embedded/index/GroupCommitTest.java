package org.acervo.embedded.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acervo.trial.StoreCondition;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that commits may die; nobody waits for it for ever. */
class GroupCommitTest {
  @TempDir private Path dir;

  private static final class Failing implements Disk {
    private final AtomicBoolean failing = new AtomicBoolean();

    @Override
    public long usable() {
      return 1L << 40;
    }

    @Override
    public long reserved() {
      if (failing.get()) {
        throw new OutOfMemoryError("for this test");
      }
      return 1L << 30;
    }

    @Override
    public void reserve(long bytes) {}
  }

  @Test
  void writersOfAStoreWhoseCommitThreadDiedAreToldWhy() throws Exception {
    Failing disk = new Failing();
    IndexedH2Backend store =
        new IndexedH2Backend(StoreSettings.at(dir.resolve("data.mv")).on("", disk));
    MongoServer server = new MongoServer(store);
    int port = server.bind().getPort();
    try (MongoClient client =
        MongoClients.create("mongodb://127.0.0.1:" + port + "/?retryWrites=false&journal=true")) {
      var things = client.getDatabase("library").getCollection("things");
      things.insertOne(new Document("_id", 1));
      disk.failing.set(true);
      CompletableFuture<Void> writers =
          CompletableFuture.runAsync(() -> {
            for (int i = 2; i < 1_000_000; i++) {
              things.insertOne(new Document("_id", i));
            }
          });
      assertThatThrownBy(() -> writers.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOf(MongoException.class)
          .hasMessageContaining("for this test");
      assertThat(store.condition()).isInstanceOf(StoreCondition.Dead.class);
      assertThatThrownBy(store::awaitDurable).hasMessageContaining("must be started again");
      assertThatThrownBy(() -> store.durable().get(60, TimeUnit.SECONDS))
          .hasMessageContaining("must be started again");
    } finally {
      server.shutdownNow();
    }
  }
}
