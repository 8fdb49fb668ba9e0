package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.acervo.embedded.EmbeddedMongo;

/**
 * What reaches MongoDB when people look at collections and now and then somebody edits an item:
 * reading commands counted on the wire between product and store, with the cache and without it,
 * for the same requests in the same order. Reads that the edits themselves cause are left out on
 * both sides; whatever the product reads by itself meanwhile is in.
 *
 * <p>Both what is looked at and what is edited is drawn by the same distribution, so every view is
 * written once in a hundred times that somebody comes to it, and in the long run one look in a
 * hundred finds it changed. No cache that is never stale can do better than that. In the second row
 * some views have others below them, and a write there counts against them too.
 */
final class ZipfMeasurement implements Measurement {
  private static final double EXPONENT = 0.99;
  private static final int WRITES = 100;
  private static final int VIEWS = 10_000;
  private static final long SEED = 20_261_123;
  private static final Set<String> READING = Set.of("find", "aggregate", "count", "distinct");

  @Override
  public String name() {
    return "zipf";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    int items = lab.items().getLast();
    int views = Math.clamp(items / 10, 100, VIEWS);
    Mixed library = Mixed.of(lab, items, views * 10 / 9 + 1);
    lab.say("seed " + SEED);
    List<Samples> ours =
        reads(lab, library, Map.of(), List.of(library.leaves(), library.collections()));
    Samples plain =
        reads(lab, library, Map.of("ACERVO_CACHE", "false"), List.of(library.leaves())).getFirst();
    return List.of(
        row(
            "%,d collections".formatted(library.leaves().size()),
            ours.getFirst(),
            plain,
            "<= 0.01"),
        row(
            "%,d, a tenth with others below".formatted(library.collections().size()),
            ours.getLast(),
            plain,
            "-"));
  }

  private static Row row(String over, Samples ours, Samples plain, String goal) {
    return new Row(
        "MongoDB reads for 1,000 views, Zipf %s over %s, 1 %% writes".formatted(EXPONENT, over),
        "reads",
        ours,
        "cache off",
        plain,
        goal);
  }

  /** For each of these choices of what is looked at. */
  private static List<Samples> reads(
      Lab lab, Mixed library, Map<String, String> settings, List<List<String>> choices)
      throws IOException, InterruptedException {
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(Library.storeFolder(library.home()));
        Wire wire = Wire.toMongo(mongo.uri())) {
      Map<String, String> all = new TreeMap<>(settings);
      all.put("ACERVO_MONGODB_URI", wire.uri());
      try (Product product = Product.start(lab, lab.folder("node"), List.of(), all)) {
        Api person = library.administrator().at(product.address());
        List<Samples> samples = new ArrayList<>();
        for (List<String> views : choices) {
          Visit visit = new Visit(person, wire, views);
          samples.add(lab.repeat(_ -> visit.some(views.size())));
          lab.say("answers by Cache-Status: " + visit.statuses);
        }
        return samples;
      }
    }
  }

  /** One person after another, always the same ones in the same order. */
  private static final class Visit {
    private final Api person;
    private final Wire wire;
    private final List<String> views;
    private final List<String> items = new ArrayList<>();
    private final Zipf zipf;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<String, Integer> statuses = new TreeMap<>();

    /** Has looked at everything once, which is not counted. */
    Visit(Api person, Wire wire, List<String> collections)
        throws IOException, InterruptedException {
      this.person = person;
      this.wire = wire;
      this.views = new ArrayList<>(collections);
      this.zipf = new Zipf(views.size(), EXPONENT);
      Collections.shuffle(views, new Random(SEED)); // first ones lie higher in the tree
      awaitKept(path(views.getFirst()));
      for (String view : views) {
        JsonNode first = person.get(path(view)).at("/items/0/id");
        items.add(first.asText());
      }
    }

    /** A node that has just started keeps nothing for others until it knows its Redis. */
    private void awaitKept(String path) throws IOException, InterruptedException {
      for (int tries = 0; tries < 300; tries++) {
        String status = require(person.ask(path)).headers().firstValue("cache-status").orElse("");
        if (status.contains("hit") || status.contains("bypass")) {
          return;
        }
        Thread.sleep(100);
      }
      throw new IOException("the product keeps no answers");
    }

    private static String path(String collection) {
      return "/api/v1/collections/" + collection + "/items?limit=100";
    }

    /** Reading commands that reached MongoDB for a thousand views. */
    double some(int times) throws IOException, InterruptedException {
      long before = sent();
      long byWrites = 0;
      int seen = 0;
      for (int i = 0; i < times; i++) {
        int drawn = zipf.draw(random);
        if (random.nextInt(WRITES) == 0 && !items.get(drawn).isEmpty()) {
          long already = sent();
          require(person.edit(items.get(drawn), Map.of("title", "Edited " + i)));
          byWrites += sent() - already;
        } else {
          HttpResponse<byte[]> answer = require(person.ask(path(views.get(drawn))));
          statuses.merge(
              answer.headers().firstValue("cache-status").orElse("none"), 1, Integer::sum);
          seen++;
        }
      }
      return 1_000.0 * (sent() - before - byWrites) / seen;
    }

    private static HttpResponse<byte[]> require(HttpResponse<byte[]> answer) throws IOException {
      if (answer.statusCode() != 200) {
        throw new IOException(answer.uri() + " answered " + answer.statusCode());
      }
      return answer;
    }

    private long sent() {
      return wire.commands().entrySet().stream()
          .filter(one -> READING.contains(one.getKey()))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }
}
