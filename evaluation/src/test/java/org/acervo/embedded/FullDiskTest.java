package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.acervo.embedded.index.LimitedDisk;
import org.acervo.embedded.index.StoreSettings;
import org.acervo.trial.StoreCondition;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk without room, on a file layer of few bytes. */
@Tag("slow")
class FullDiskTest {
  static final int OUT_OF_DISK_SPACE = 14031;
  private static final int MIB = 1 << 20;

  @TempDir private Path dir;

  private final Set<Integer> acknowledged = new HashSet<>();
  private final Random random = new Random(8);
  private int next;

  private EvaluationServer start(LimitedDisk disk) throws Exception {
    Clock time = Clock.systemUTC();
    return EvaluationServer.start(
        StoreSettings.at(dir.resolve("data.mv")).on(disk.prefix(), disk),
        Optional.empty(),
        LogicalClock.inMemory(time),
        time);
  }

  @Test
  void fullDiskRefusesFilesAndGoesOnReadingAndRecoversByItself() throws Exception {
    LimitedDisk disk = LimitedDisk.of(24 * MIB);
    try (var server = start(disk);
        var client = MongoClients.create(server.uri())) {
      for (int time = 0; time < 2; time++) {
        fillWithFiles(client);
        assertThat(server.condition()).isInstanceOf(StoreCondition.Full.class);
        assertAllThere(client);
        insert(client, 100);
        remove(client, 3);
        disk.fill();
        assertSmallOnesEndInARefusal(client);
        remove(client, 1);
        assertAllThere(client);
        disk.clear();
        disk.grow(24 * MIB);
        awaitWell(server);
        insert(client, MIB);
      }
      fillWithFiles(client);
      disk.fill();
    }
    try (var server = start(disk);
        var client = MongoClients.create(server.uri())) {
      assertAllThere(client);
      assertThat(server.condition()).isInstanceOf(StoreCondition.Full.class);
      insert(client, 100);
    }
  }

  @Test
  void othersWhoTakeEvenTheReserveMakeWritersWaitAndNobodyLosesAnything() throws Exception {
    LimitedDisk disk = LimitedDisk.of(24 * MIB);
    try (var server = start(disk);
        var client = MongoClients.create(server.uri())) {
      insert(client, MIB);
      things(client, "others").insertOne(new Document("_id", 1));
      disk.fillForGood();
      CompletableFuture<Void> writers =
          CompletableFuture.allOf(
              CompletableFuture.runAsync(() -> insertUntilRefused(client, "a")),
              CompletableFuture.runAsync(() -> insertUntilRefused(client, "b")));
      writers.get(60, TimeUnit.SECONDS);
      assertThat(things(client, "others").find(Filters.eq("_id", 1))).hasSize(1);
      disk.clear();
      awaitWell(server);
      insert(client, MIB);
      assertAllThere(client);
    }
  }

  private static void insertUntilRefused(MongoClient client, String name) {
    byte[] data = new byte[16_000];
    for (int i = 0; i < 100_000; i++) {
      new Random(i).nextBytes(data);
      try {
        things(client, name).insertOne(new Document("_id", i).append("data", data));
      } catch (MongoException e) {
        return;
      }
    }
    throw new AssertionError("a full disk refused nothing");
  }

  private void fillWithFiles(MongoClient client) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                insert(client, MIB);
              }
            })
        .isInstanceOfSatisfying(
            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(OUT_OF_DISK_SPACE));
    assertThat(acknowledged).isNotEmpty();
  }

  private void assertSmallOnesEndInARefusal(MongoClient client) {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                insert(client, 15_000);
              }
            })
        .isInstanceOfSatisfying(
            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(OUT_OF_DISK_SPACE));
  }

  private void insert(MongoClient client, int size) {
    byte[] data = new byte[size];
    random.nextBytes(data);
    int id = next++;
    things(client, "files").insertOne(new Document("_id", id).append("data", data));
    acknowledged.add(id);
  }

  private void remove(MongoClient client, int count) {
    for (Integer id : List.copyOf(acknowledged).subList(0, count)) {
      things(client, "files").deleteOne(Filters.eq("_id", id));
      acknowledged.remove(id);
    }
  }

  private void assertAllThere(MongoClient client) {
    List<Integer> ids =
        things(client, "files")
            .find()
            .projection(Projections.include("_id"))
            .map(file -> file.getInteger("_id"))
            .into(new ArrayList<>());
    assertThat(ids).containsAll(acknowledged);
  }

  /** The store looks once a second; a busy machine may need longer. */
  private static void awaitWell(EvaluationServer server) throws InterruptedException {
    for (int i = 0; i < 600 && !(server.condition() instanceof StoreCondition.Well); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(server.condition()).isInstanceOf(StoreCondition.Well.class);
  }

  private static MongoCollection<Document> things(MongoClient client, String name) {
    return client.getDatabase("library").getCollection(name);
  }
}
