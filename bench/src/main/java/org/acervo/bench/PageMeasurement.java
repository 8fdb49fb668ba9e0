package org.acervo.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of 100 items for a signed-in person, over HTTP: from the cache beside a static file of
 * equal bytes in nginx, past the cache, and in the middle of the collection. Server and peer share
 * one core, the client has another.
 */
final class PageMeasurement implements Measurement {
  private static final int WARM = 3_000;
  private static final int REQUESTS = 500;
  private static final int UNCACHED = 100;

  @Override
  public String name() {
    return "page";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    List<Double> missesBySize = new ArrayList<>();
    for (int items : lab.items()) {
      Library library = Library.of(lab, items);
      try (Product product = Product.start(lab, library.home(), Tools.onCore(0))) {
        Api person = library.person().at(product.address());
        byte[] page = person.bytes(library.firstPage());
        try (MaybeNginx nginx = new MaybeNginx(Nginx.serve(lab, page, Tools.onCore(0)))) {
          rows.addAll(hits(lab, items, person, library.firstPage(), nginx.page()));
        }
        Samples miss = lab.repeat(run -> uncached(person, library.firstPage()));
        rows.add(
            Row.alone("page past the cache, %,d items, p50".formatted(items), "ms", miss, "-"));
        rows.add(middle(lab, items, person, library.firstPage()));
        missesBySize.add(miss.median());
      }
    }
    growth(lab, missesBySize).ifPresent(rows::add);
    return rows;
  }

  private static List<Row> hits(Lab lab, int items, Api person, String path, Optional<URI> peer)
      throws IOException, InterruptedException {
    URI ours = person.uri(path);
    String who = person.authorization();
    latency(ours, who, WARM);
    Lab.Single mine = run -> latency(ours, who, REQUESTS).median();
    Lab.Single tail = run -> latency(ours, who, REQUESTS).percentile(0.99);
    String what = "page from the cache, %,d items, ".formatted(items);
    if (peer.isEmpty()) {
      return List.of(
          Row.alone(what + "p50", "ms", lab.repeat(mine), "-"),
          Row.alone(what + "p99", "ms", lab.repeat(tail), "-"));
    }
    latency(peer.get(), who, WARM);
    List<Samples> middle = lab.alternate(mine, run -> latency(peer.get(), who, REQUESTS).median());
    List<Samples> high =
        lab.alternate(tail, run -> latency(peer.get(), who, REQUESTS).percentile(0.99));
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(what + "p50", "ms", middle.get(0), "nginx, file", middle.get(1), "-"));
    rows.add(new Row(what + "p99", "ms", high.get(0), "nginx, file", high.get(1), "-"));
    if (Wrk.isInstalled()) {
      Wrk.rate(ours, who, 10);
      List<Samples> rates =
          lab.alternate(run -> Wrk.rate(ours, who, 3), run -> Wrk.rate(peer.get(), who, 3));
      rows.add(
          new Row(
              what + "one core",
              "requests/s",
              rates.get(0),
              "nginx, file",
              rates.get(1),
              ">= 0.7"));
    }
    return rows;
  }

  /** Milliseconds per request, one after another on one connection. */
  private static Samples latency(URI page, String authorization, int times)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(page).header("Authorization", authorization).build();
      double[] values = new double[times];
      for (int i = 0; i < times; i++) {
        long begun = System.nanoTime();
        int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
        values[i] = (System.nanoTime() - begun) / 1e6;
        if (status != 200) {
          throw new IOException(page + " answered " + status);
        }
      }
      return new Samples(values);
    }
  }

  private static double uncached(Api person, String path) throws IOException, InterruptedException {
    double[] values = new double[UNCACHED];
    for (int i = 0; i < UNCACHED; i++) {
      long begun = System.nanoTime();
      person.uncached(path);
      values[i] = (System.nanoTime() - begun) / 1e6;
    }
    return new Samples(values).median();
  }

  /** The page in the middle, reached by following cursors as a scrolling person does. */
  private static Row middle(Lab lab, int items, Api person, String first)
      throws IOException, InterruptedException {
    String path = first;
    for (int seen = 0; seen < items / 2; seen += 100) {
      path = first + "&cursor=" + Api.encode(person.get(path).get("next").textValue());
    }
    String deep = path;
    Samples miss = lab.repeat(run -> uncached(person, deep));
    return Row.alone(
        "the same in the middle of %,d items".formatted(items), "ms", miss, "as the first page");
  }

  /** The exponent e of time ~ items^e between the smallest and the largest library. */
  private static Optional<Row> growth(Lab lab, List<Double> times) {
    if (times.size() < 2) {
      return Optional.empty();
    }
    double size = (double) lab.items().getLast() / lab.items().getFirst();
    double exponent = Math.log(times.getLast() / times.getFirst()) / Math.log(size);
    return Optional.of(
        Row.alone(
            "growth of that page with the library (exponent)",
            "",
            new Samples(exponent),
            "about 0"));
  }

  /** Lets a peer that is not installed stand in a try statement. */
  private record MaybeNginx(Optional<Nginx> nginx) implements AutoCloseable {
    Optional<URI> page() {
      return nginx.map(Nginx::page);
    }

    @Override
    public void close() {
      nginx.ifPresent(Nginx::close);
    }
  }
}
