package org.acervo.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.acervo.embedded.index.Disk;
import org.acervo.embedded.index.PowerDisk;
import org.acervo.embedded.index.StoreSettings;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has been acknowledged is on the disk, whenever the power goes. */
@Tag("slow")
class PowerCutTest {
  private static final int CUTS = 40;
  private static final int WRITERS = 3;

  @TempDir private Path dir;

  /** The disk as the power cut left it, and what had been promised before. */
  @SuppressWarnings("ArrayRecordComponent") // compared by none
  private record Moment(byte[] image, Map<String, Integer> acknowledged) {}

  @Test
  void nothingAcknowledgedIsLostWhenThePowerGoes() throws Exception {
    long seed = System.nanoTime();
    System.out.println("PowerCutTest seed " + seed);
    Random random = new Random(seed);
    int number = 0;
    for (Moment moment : cuts(random)) {
      assertKept(moment, Files.createDirectory(dir.resolve("after-cut-" + number++)));
    }
  }

  private List<Moment> cuts(Random random) throws Exception {
    StoreSettings settings =
        StoreSettings.at(dir.resolve("data.mv")).on(PowerDisk.plugIn(), new LargeDisk());
    Clock time = Clock.systemUTC();
    Map<String, Integer> acknowledged = new ConcurrentHashMap<>();
    List<Moment> moments = new ArrayList<>();
    try (var server =
            EvaluationServer.start(settings, Optional.empty(), LogicalClock.inMemory(time), time);
        var client = MongoClients.create(server.uri() + "&w=majority&journal=true")) {
      MongoCollection<Document> things = things(client);
      things.createIndex(Indexes.ascending("group", "version"));
      AtomicBoolean ended = new AtomicBoolean();
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Random own = new Random(random.nextLong());
        String name = "w" + i;
        writers.add(Thread.ofPlatform().start(() -> write(things, name, own, acknowledged, ended)));
      }
      while (moments.size() < CUTS) {
        int before = acknowledged.size();
        while (acknowledged.size() < before + 1 + random.nextInt(6)) {
          Thread.onSpinWait();
        }
        // In this order: what is acknowledged after the copy may or may not be on the disk.
        Map<String, Integer> promised = new HashMap<>(acknowledged);
        moments.add(new Moment(PowerDisk.cut(random), promised));
      }
      ended.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
    return moments;
  }

  /** Inserts, changes and removes documents; version 0 is a removed one. */
  private static void write(
      MongoCollection<Document> things,
      String name,
      Random random,
      Map<String, Integer> acknowledged,
      AtomicBoolean ended) {
    for (int n = 0; !ended.get(); n++) {
      String id = name + "-" + n;
      things.insertOne(thing(id, 1, random.nextInt(10) == 0 ? 200_000 : random.nextInt(3000)));
      acknowledged.put(id, 1);
      String other = name + "-" + random.nextInt(n + 1);
      int version = acknowledged.getOrDefault(other, 0);
      if (version > 0 && random.nextInt(3) == 0) {
        things.deleteOne(Filters.eq("_id", other));
        acknowledged.put(other, 0);
      } else if (version > 0) {
        things.replaceOne(
            Filters.eq("_id", other), thing(other, version + 1, random.nextInt(9000)));
        acknowledged.put(other, version + 1);
      }
    }
  }

  private static Document thing(String id, int version, int length) {
    byte[] data = new byte[length];
    new Random(id.hashCode() + version).nextBytes(data);
    return new Document("_id", id)
        .append("group", id.charAt(1) % 2)
        .append("version", version)
        .append("data", data);
  }

  private static void assertKept(Moment moment, Path after) throws Exception {
    Files.write(EvaluationServer.dataFile(after), moment.image);
    try (var server = EvaluationServer.start(after, Clock.systemUTC());
        var client = MongoClients.create(server.uri())) {
      MongoCollection<Document> things = things(client);
      Map<String, Document> found = new HashMap<>();
      things.find().forEach(thing -> found.put(thing.getString("_id"), thing));
      moment.acknowledged.forEach((id, version) -> {
        Document thing = found.get(id);
        if (version == 0) {
          assertThat(thing).as("removed %s", id).isNull();
        } else if (thing != null) { // one removal may have been under way
          assertThat(thing.getInteger("version")).as(id).isBetween(version, version + 1);
        }
      });
      long missing =
          moment.acknowledged.entrySet().stream()
              .filter(entry -> entry.getValue() > 0 && !found.containsKey(entry.getKey()))
              .count();
      assertThat(missing).as("acknowledged and not there").isLessThanOrEqualTo(WRITERS);
      found.values().forEach(PowerCutTest::assertWhole);
      List<Document> byIndex =
          things
              .find(Filters.gte("group", 0))
              .sort(Sorts.ascending("group", "version"))
              .into(new ArrayList<>());
      assertThat(byIndex).hasSize(found.size());
      things.insertOne(thing("after", 1, 10));
    }
  }

  private static void assertWhole(Document thing) {
    byte[] data = requireNonNull(thing.get("data", Binary.class)).getData();
    Document written = thing(thing.getString("_id"), thing.getInteger("version"), data.length);
    assertThat(Arrays.equals(data, (byte[]) written.get("data")))
        .as("bytes of %s", thing.get("_id"))
        .isTrue();
  }

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("library").getCollection("things");
  }

  /** Never full. */
  private record LargeDisk() implements Disk {
    @Override
    public long usable() {
      return 1L << 40;
    }

    @Override
    public long reserved() {
      return 1L << 30;
    }

    @Override
    public void reserve(long bytes) {}
  }
}
