package org.acervo.bench;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The evaluation store by itself: filling it, a page out of all of it by keyset, and opening it
 * again.
 */
final class StoreMeasurement implements Measurement {
  private static final int BATCH = 1_000;
  private static final int PAGES = 200;

  @Override
  public String name() {
    return "store";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    Path folder = lab.folder("store");
    Samples inserts;
    Samples pages;
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(folder);
        MongoClient client = MongoClients.create(mongo.uri())) {
      MongoCollection<Document> items = items(client);
      items.createIndex(
          Indexes.compoundIndex(Indexes.ascending("home"), Indexes.descending("taken", "_id")));
      inserts = lab.repeat(run -> insert(items, run, lab.documents() / lab.runs()));
      pages = lab.repeat(run -> page(items, run));
    }
    Samples restart = lab.repeat(run -> reopen(folder));
    String size = "%,d documents".formatted(lab.documents());
    return List.of(
        Row.alone("evaluation store, inserts up to " + size, "documents/s", inserts, ">= 5,000"),
        Row.alone("evaluation store, keyset page of 100 of " + size, "ms", pages, "<= 5"),
        Row.alone("evaluation store, opened with " + size, "s", restart, "-"));
  }

  private static MongoCollection<Document> items(MongoClient client) {
    return client
        .getDatabase("bench")
        .getCollection("items")
        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
  }

  private static double insert(MongoCollection<Document> items, int run, int count) {
    SplittableRandom random = new SplittableRandom(run);
    long begun = System.nanoTime();
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < count; i++) {
      batch.add(
          new Document("_id", "%02d%018d".formatted(run, i))
              .append("home", "h" + random.nextInt(10))
              .append("taken", Instant.ofEpochMilli(random.nextLong(1_700_000_000_000L)))
              .append("name", "picture-" + i + ".jpg")
              .append("w", 4000)
              .append("h", 3000));
      if (batch.size() == BATCH || i == count - 1) {
        items.insertMany(batch);
        batch.clear();
      }
    }
    return count / ((System.nanoTime() - begun) / 1e9);
  }

  /** The median time of a page that begins at a random place. */
  private static double page(MongoCollection<Document> items, int run) throws IOException {
    SplittableRandom random = new SplittableRandom(run);
    double[] values = new double[PAGES];
    for (int i = 0; i < PAGES; i++) {
      Bson from =
          Filters.and(
              Filters.eq("home", "h" + random.nextInt(10)),
              Filters.lt(
                  "taken",
                  Instant.ofEpochMilli(200_000_000_000L + random.nextLong(1_500_000_000_000L))));
      long begun = System.nanoTime();
      int found =
          items
              .find(from)
              .sort(Sorts.descending("taken", "_id"))
              .limit(100)
              .into(new ArrayList<>(100))
              .size();
      values[i] = (System.nanoTime() - begun) / 1e6;
      if (found != 100) {
        throw new IOException(
            "a page held " + found + " documents: too few were inserted to measure pages");
      }
    }
    return new Samples(values).median();
  }

  /** Until the first document is read. */
  private static double reopen(Path folder) throws IOException {
    long begun = System.nanoTime();
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(folder);
        MongoClient client = MongoClients.create(mongo.uri())) {
      if (items(client).find().first() == null) {
        throw new IOException("the store came back empty");
      }
      return (System.nanoTime() - begun) / 1e9;
    }
  }
}
