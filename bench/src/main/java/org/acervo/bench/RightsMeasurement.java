package org.acervo.bench;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acervo.access.AccessConfig;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;

/**
 * A change of rights on a collection with many items below, beside the usual other way: a list of
 * readers on every item, written in one {@code updateMany} on the same server, without any index on
 * the readers.
 */
final class RightsMeasurement implements Measurement {
  private static final int BATCH = 1_000;
  private static final int READERS = 20;
  private static final int CHANGES = 20;

  /** Until the store has tidied up behind a write of many items, which is no part of either. */
  private static final Duration REST = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "rights";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    int items = lab.items().getLast();
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(lab.folder("rights"));
        Trio trio = Trio.open(lab, mongo.uri(), Optional.empty(), AccessConfig.DEFAULT, 500, 1)) {
      MongoCollection<Document> documents = trio.database().getCollection("items");
      documents.createIndex(new Document("anc", 1).append("taken", -1).append("_id", -1));
      insert(documents, items);
      for (int i = 0; i < 20; i++) {
        trio.give();
        trio.takeAway();
      }
      List<Samples> both =
          lab.alternate(run -> change(trio), run -> readers(documents, items, run));
      return List.of(
          new Row(
              "change of rights above %,d items".formatted(items),
              "ms",
              both.get(0),
              "readers on every item",
              both.get(1),
              "<= 0.001"));
    }
  }

  /** The median of some: one of them alone says little. */
  private static double change(Trio trio) throws InterruptedException {
    Thread.sleep(REST);
    double[] values = new double[CHANGES];
    for (int i = 0; i < CHANGES; i++) {
      trio.give();
      values[i] = trio.takeAway();
    }
    return new Samples(values).median();
  }

  private static void insert(MongoCollection<Document> documents, int items) {
    List<Document> batch = new ArrayList<>(BATCH);
    for (int i = 0; i < items; i++) {
      Date taken = Date.from(Instant.EPOCH.plusSeconds(i));
      batch.add(
          new Document("_id", Estate.id('n', i))
              .append("home", "below")
              .append("anc", List.of("root", "above", "below"))
              .append("taken", taken)
              .append("added", taken)
              .append("name", "picture-" + i + ".jpg")
              .append("title", "Picture " + i)
              .append("w", 4000)
              .append("h", 3000)
              .append("readers", List.of()));
      if (batch.size() == BATCH || i == items - 1) {
        documents.insertMany(batch);
        batch.clear();
      }
    }
  }

  private static double readers(MongoCollection<Document> documents, int items, int run)
      throws IOException, InterruptedException {
    Thread.sleep(REST);
    List<String> readers =
        IntStream.range(0, READERS).mapToObj(one -> Estate.id('p', run * READERS + one)).toList();
    long begun = System.nanoTime();
    long written =
        documents.updateMany(eq("anc", "above"), set("readers", readers)).getModifiedCount();
    double time = (System.nanoTime() - begun) / 1e6;
    if (written != items) {
      throw new IOException("readers were written on " + written + " items of " + items);
    }
    return time;
  }
}
