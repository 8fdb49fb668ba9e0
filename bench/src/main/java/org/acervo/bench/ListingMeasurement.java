package org.acervo.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The first page of everything, out of the record, for an administrator who owns all of a mixed
 * tree and for somebody who may see a hundredth of it, in turn.
 */
final class ListingMeasurement implements Measurement {
  private static final int WARM = 200;
  private static final Duration COUNTING = Duration.ofMinutes(10);
  private static final int PAGES = 200;

  /** Readers cannot ask past the cache. */
  private static final Map<String, String> WITHOUT = Map.of("ACERVO_CACHE", "false");

  @Override
  public String name() {
    return "listing";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    int items = lab.items().getLast();
    Mixed library = Mixed.of(lab, items);
    try (Product product = Product.start(lab, library.home(), List.of(), WITHOUT)) {
      Api administrator = library.administrator().at(product.address());
      Api reader = library.reader().at(product.address());
      String path = "/api/v1/collections/root/items?recursive=true&limit=100";
      product.awaitRest(COUNTING); // when it starts it counts all items anew
      long all = total(administrator.get(path));
      long some = total(reader.get(path));
      lab.say("the administrator sees " + all + " items, the reader " + some);
      for (int i = 0; i < WARM; i++) {
        reader.uncached(path);
        administrator.uncached(path);
      }
      // Page by page in turn, so the two lists hold as many pages each, taken at the same times.
      double[][] times = new double[2][lab.runs() * PAGES];
      for (int i = 0; i < times[0].length; i++) {
        times[0][i] = time(reader, path);
        times[1][i] = time(administrator, path);
      }
      Samples ours = new Samples(times[0]);
      Samples peer = new Samples(times[1]);
      String what = "first page of 100 of %,d items, seeing %,d, ".formatted(all, some);
      return List.of(
          new Row(what + "p50", "ms", ours, "the administrator's", peer, "<= 1.2"),
          new Row(
              what + "p99",
              "ms",
              new Samples(ours.percentile(0.99)),
              "the administrator's",
              new Samples(peer.percentile(0.99)),
              "-"));
    }
  }

  private static double time(Api person, String path) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    person.uncached(path);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static long total(JsonNode page) throws IOException {
    if (page.get("items").size() != 100) {
      throw new IOException(
          "a page held " + page.get("items").size() + " items: too few to measure pages");
    }
    return page.get("total").longValue();
  }
}
