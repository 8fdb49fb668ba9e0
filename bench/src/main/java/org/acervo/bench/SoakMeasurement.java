package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.embedded.EmbeddedMongo;

/**
 * Two product processes over one MongoDB and one Redis for a long time, while Redis is killed,
 * comes back empty, or falls silent: how many answers were stale, how many were errors, and whether
 * memory grows.
 */
final class SoakMeasurement implements Measurement {
  private static final int COLLECTIONS = 500;
  private static final int WATCHED = 20;
  private static final long SEED = 20_261_123;
  private static final Duration BETWEEN_FAULTS = Duration.ofSeconds(20);
  private static final Duration AWAY = Duration.ofSeconds(2);
  private static final Duration SILENT = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    int items = lab.items().getLast();
    Mixed library = Mixed.of(lab, items, Math.clamp(items / 10, 100, COLLECTIONS));
    Optional<RedisAtPort> found = RedisAtPort.start(lab);
    if (found.isEmpty()) {
      lab.say("there is no Redis here, and without it nothing to soak");
      return List.of();
    }
    try (RedisAtPort redis = found.get();
        EmbeddedMongo mongo = EmbeddedMongo.evaluation(Library.storeFolder(library.home()))) {
      Map<String, String> settings =
          Map.of("ACERVO_MONGODB_URI", mongo.uri(), "ACERVO_REDIS_URI", redis.uri());
      try (Product first = Product.start(lab, lab.folder("first"), List.of(), settings);
          Product second = Product.start(lab, lab.folder("second"), List.of(), settings)) {
        return soak(lab, library, redis, List.of(first, second));
      }
    }
  }

  private static List<Row> soak(Lab lab, Mixed library, RedisAtPort redis, List<Product> nodes)
      throws IOException, InterruptedException {
    List<Api> administrators =
        nodes.stream().map(node -> library.administrator().at(node.address())).toList();
    List<Api> readers = nodes.stream().map(node -> library.reader().at(node.address())).toList();
    lab.say("seed " + SEED);
    List<Watched> watched = watched(administrators.getFirst(), library);
    String guarded = library.collections().get(1);
    try (Soak soak = new Soak(library, administrators, readers, watched, guarded)) {
      long begun = System.nanoTime();
      soak.begin(SEED);
      int faults = faults(lab, redis, soak, begun + lab.soak().dividedBy(5).toNanos());
      Samples warm = resident(nodes);
      faults += faults(lab, redis, soak, begun + lab.soak().toNanos());
      Samples end = resident(nodes);
      soak.end();
      lab.say("errors: " + soak.kinds());
      for (Product node : nodes) {
        node.faults().forEach(lab::say);
      }
      lab.say("resident after warm-up " + warm.raw() + " MiB, at the end " + end.raw() + " MiB");
      String what = "soak of %.1f min, 2 nodes, ".formatted(lab.soak().toMillis() / 60_000.0);
      return List.of(
          count(
              what
                  + "stale answers in %,d reads, %,d edits"
                      .formatted(soak.reads.sum(), soak.edits.sum()),
              soak.stale.sum()),
          count(
              what + "answers by a right of before, %,d changes".formatted(soak.changes.sum()),
              soak.wrongRights.sum()),
          count(what + "errors, %,d faults of Redis".formatted(faults), soak.errors.sum()),
          new Row(what + "resident", "MiB", end, "after a fifth of the time", warm, "about 1"));
    }
  }

  private static Row count(String what, long number) {
    return Row.alone(what, "", new Samples(number), "0");
  }

  /** Half in collections that the reader sees too, dated so that every slice shows them first. */
  private static List<Watched> watched(Api administrator, Mixed library)
      throws IOException, InterruptedException {
    List<String> homes = new ArrayList<>(library.open().reversed());
    homes.addAll(library.collections().reversed());
    List<Watched> watched = new ArrayList<>();
    for (String home : homes) {
      JsonNode item = administrator.get("/api/v1/collections/" + home + "/items").at("/items/0/id");
      if (watched.size() < WATCHED
          && !item.isMissingNode()
          && watched.stream().noneMatch(one -> one.home().equals(home))) {
        Watched one = new Watched(item.textValue(), home);
        HttpResponse<byte[]> edited =
            administrator.edit(
                one.item(), Map.of("title", one.next(), "taken", "2040-01-01T00:00:00Z"));
        if (edited.statusCode() != 200) {
          throw new IOException(edited.uri() + " answered " + edited.statusCode());
        }
        one.saved();
        watched.add(one);
      }
    }
    return watched;
  }

  private static Samples resident(List<Product> nodes) throws IOException {
    double[] values = new double[nodes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = nodes.get(i).residentMib();
    }
    return new Samples(values);
  }

  /** One fault after another, in turn, until then; how many. */
  private static int faults(Lab lab, RedisAtPort redis, Soak soak, long until)
      throws IOException, InterruptedException {
    Duration rest = lab.soak().dividedBy(10);
    long between = Math.min(rest.toNanos(), BETWEEN_FAULTS.toNanos());
    int faults = 0;
    while (until - System.nanoTime() > 0 && !soak.isBroken()) {
      Thread.sleep(Duration.ofNanos(Math.min(between, Math.max(0, until - System.nanoTime()))));
      if (until - System.nanoTime() > Math.max(AWAY.toNanos(), SILENT.toNanos())) {
        if (faults % 2 == 0) {
          redis.killFor(AWAY);
        } else {
          redis.pauseFor(SILENT);
        }
        faults++;
      }
    }
    return faults;
  }
}
