package org.acervo.embedded;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.InsertManyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.acervo.embedded.index.IndexedH2Backend;
import org.acervo.embedded.index.StoreSettings;
import org.bson.BsonDateTime;
import org.bson.Document;

/**
 * Measures the evaluation store over its wire protocol and prints the figures.
 *
 * <p>{@code StoreBench [items] [albums|shuffled]}: inserts items with the indexes of the product,
 * reads pages, writes one by one, closes and opens again. Run it with {@code -Xmx512m}.
 */
final class StoreBench {
  private static final int BATCH = 1000;
  private static final int ALBUM = 500;
  private static final int BRANCHES = 20;

  private final int items;
  private final boolean shuffled;
  private final Random random = new Random(7);

  private StoreBench(int items, boolean shuffled) {
    this.items = items;
    this.shuffled = shuffled;
  }

  static void main(String[] args) throws Exception {
    int items = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    new StoreBench(items, args.length > 1 && args[1].equals("shuffled")).run();
  }

  private void run() throws Exception {
    Path file = Files.createTempDirectory("store-bench").resolve("store.mv");
    System.out.printf(
        Locale.ROOT,
        "%d items, %s, heap %d MiB, %d cores%n",
        items,
        shuffled ? "shuffled" : "albums",
        Runtime.getRuntime().maxMemory() >> 20,
        Runtime.getRuntime().availableProcessors());
    try (Opened opened = new Opened(file)) {
      MongoCollection<Document> collection = opened.running.collection("items");
      indexes(collection);
      insert(collection);
      System.out.printf(Locale.ROOT, "file %d MiB%n", Files.size(file) >> 20);
      pages(collection);
      singleWrites(collection);
      largeDocuments(opened.running.collection("chunks"), file);
    }
    System.out.printf(Locale.ROOT, "file after close %d MiB%n", Files.size(file) >> 20);
    long start = System.nanoTime();
    try (Opened opened = new Opened(file)) {
      System.out.printf(Locale.ROOT, "reopen %.0f ms%n", millis(start));
      start = System.nanoTime();
      long count = opened.running.collection("items").countDocuments();
      System.out.printf(Locale.ROOT, "count of %d after reopen %.1f ms%n", count, millis(start));
      pages(opened.running.collection("items"));
    }
    Files.delete(file);
  }

  private static final class Opened implements AutoCloseable {
    private final IndexedH2Backend backend;
    private final RunningStore running;

    Opened(Path file) {
      backend = new IndexedH2Backend(StoreSettings.at(file));
      running = new RunningStore(backend);
    }

    @Override
    public void close() {
      running.close();
      backend.close();
    }
  }

  private static void indexes(MongoCollection<Document> collection) {
    for (String order : List.of("taken", "added", "name")) {
      int direction = order.equals("name") ? 1 : -1;
      collection.createIndex(
          new Document("anc", 1)
              .append(order, direction)
              .append("_id", direction)
              .append("home", 1));
    }
    collection.createIndex(new Document("home", 1).append("taken", -1).append("_id", -1));
    collection.createIndex(new Document("blob", 1));
    collection.createIndex(
        new Document("g.p", 1).append("taken", -1).append("_id", -1),
        new IndexOptions()
            .partialFilterExpression(new Document("g.p", new Document("$exists", true))));
  }

  private void insert(MongoCollection<Document> collection) {
    long start = System.nanoTime();
    long last = start;
    InsertManyOptions unordered = new InsertManyOptions().ordered(false);
    for (int i = 0; i < items; i += BATCH) {
      List<Document> batch = new ArrayList<>();
      for (int j = i; j < Math.min(items, i + BATCH); j++) {
        batch.add(item(j));
      }
      collection.insertMany(batch, unordered);
      if ((i + BATCH) % (items / 10) == 0) {
        System.out.printf(
            Locale.ROOT, "  %d: %.0f/s%n", i + BATCH, items / 10.0 / (millis(last) / 1000));
        last = System.nanoTime();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "insert %.0f/s with 6 indexes, j:true per batch of %d%n",
        items / (millis(start) / 1000),
        BATCH);
  }

  private Document item(int number) {
    int album = shuffled ? random.nextInt(Math.max(1, items / ALBUM)) : number / ALBUM;
    int branch = album % BRANCHES;
    String home = id('c', 1_000_000 + album);
    long taken =
        shuffled
            ? 1_000_000_000_000L + (long) (random.nextDouble() * 7e11)
            : 1_000_000_000_000L
                + Integer.hashCode(album * 0x9E3779B9) * 100L
                + random.nextInt(86_400_000);
    Document item =
        new Document("_id", id('i', number))
            .append("home", home)
            .append(
                "anc", List.of(id('c', 0), id('c', 1 + branch), id('c', 100 + album % 400), home))
            .append("kind", "image")
            .append("taken", new BsonDateTime(taken))
            .append("added", new BsonDateTime(1_700_000_000_000L + number))
            .append("name", "IMG_" + random.nextInt(1_000_000) + ".jpg")
            .append("w", 6000)
            .append("h", 4000)
            .append("size", random.nextInt(10_000_000))
            .append(
                "blob", Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()))
            .append("state", "ready")
            .append("rev", 1);
    if (number % 1000 == 0) {
      item.append("g", List.of(new Document("p", "user" + number % 7).append("r", "viewer")));
    }
    return item;
  }

  private static String id(char kind, int number) {
    return String.format(Locale.ROOT, "%c%022x", kind, number);
  }

  private void pages(MongoCollection<Document> collection) {
    String root = id('c', 0);
    measure("first page of all", n -> page(collection, new Document("anc", root)));
    measure(
        "next page ($or) of all",
        n -> {
          Object taken =
              new BsonDateTime(1_000_000_000_000L + random.nextInt(1_000_000_000) * 700L);
          return page(
              collection,
              new Document("anc", root)
                  .append(
                      "$or",
                      List.of(
                          new Document("taken", new Document("$lt", taken)),
                          new Document("taken", taken).append("_id", new Document("$lt", "i8")))));
        });
    measure(
        "page of a branch", n -> page(collection, new Document("anc", id('c', 1 + n % BRANCHES))));
    measure(
        "page seen by a viewer of 20 collections",
        n -> {
          List<String> homes = new ArrayList<>();
          for (int i = 0; i < 20; i++) {
            homes.add(id('c', 1_000_000 + random.nextInt(Math.max(1, items / ALBUM))));
          }
          return page(
              collection, new Document("anc", root).append("home", new Document("$in", homes)));
        });
    measure(
        "one by _id",
        n ->
            collection
                .find(new Document("_id", id('i', random.nextInt(items))))
                .into(new ArrayList<>())
                .size());
    measure(
        "count of a branch",
        n -> (int) collection.countDocuments(new Document("anc", id('c', 1 + n % BRANCHES))));
  }

  private static int page(MongoCollection<Document> collection, Document filter) {
    return collection
        .find(filter)
        .sort(new Document("taken", -1).append("_id", -1))
        .limit(100)
        .into(new ArrayList<>())
        .size();
  }

  private void singleWrites(MongoCollection<Document> collection) {
    measure(
        "update one, j:true",
        n -> {
          Document id = new Document("_id", id('i', random.nextInt(items)));
          return (int)
              collection
                  .updateOne(id, new Document("$inc", new Document("rev", 1)))
                  .getModifiedCount();
        });
    measure(
        "insert one, j:true",
        n -> {
          collection.insertOne(item(items + random.nextInt(1_000_000_000)));
          return 1;
        });
  }

  private static void largeDocuments(MongoCollection<Document> chunks, Path file) throws Exception {
    long before = Files.size(file);
    byte[] data = new byte[1 << 20];
    new Random(3).nextBytes(data);
    long start = System.nanoTime();
    int count = 200;
    for (int n = 0; n < count; n++) {
      data[0] = (byte) n;
      chunks.insertOne(
          new Document("_id", new Document("f", "file" + n / 20).append("n", n % 20))
              .append("data", data));
    }
    System.out.printf(
        Locale.ROOT,
        "chunks of 1 MiB: %.1f/s, file grew %.2f bytes per byte%n",
        count / (millis(start) / 1000),
        (Files.size(file) - before) / (double) (count << 20));
    start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      chunks
          .find(new Document("_id", new Document("f", "file" + n / 20).append("n", n % 20)))
          .first();
    }
    System.out.printf(Locale.ROOT, "read %.1f chunks/s%n", count / (millis(start) / 1000));
  }

  private interface Action {
    int run(int n);
  }

  private static void measure(String what, Action action) {
    int runs = 200;
    double[] times = new double[runs];
    long found = 0;
    for (int n = 0; n < runs; n++) {
      long start = System.nanoTime();
      found += action.run(n);
      times[n] = millis(start);
    }
    Arrays.sort(times);
    System.out.printf(
        Locale.ROOT,
        "%-42s median %7.2f ms   p95 %7.2f ms   (%.1f found)%n",
        what,
        times[runs / 2],
        times[runs * 95 / 100],
        found / (double) runs);
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
