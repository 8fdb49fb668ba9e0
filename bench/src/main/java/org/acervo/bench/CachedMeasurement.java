package org.acervo.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of 100 items from the cache, for somebody whom a browser's session cookie signs in, beside
 * a static file of equal bytes, an application of the usual kind, and the product itself with its
 * cache switched off. All of them share the first core and are asked in turn; the client has the
 * second.
 */
final class CachedMeasurement implements Measurement {
  private static final Map<String, String> WITHOUT = Map.of("ACERVO_CACHE", "false");
  private static final int WARM_SECONDS = 10;
  private static final int RATE_SECONDS = 3;
  private static final int LATENCY_SECONDS = 5;

  @Override
  public String name() {
    return "cached";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    if (!Wrk.isInstalled()) {
      lab.say("wrk is not installed, and without it there is no load for `cached`");
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    for (int items : lab.items()) {
      rows.addAll(at(lab, items));
    }
    return rows;
  }

  /**
   * Somebody who is asked.
   *
   * @param rate goal for our requests per second divided by theirs
   * @param tail goal for our 99th percentile divided by theirs, under the same modest load
   */
  private record Asked(String name, Wrk.Page page, String rate, String tail) {}

  private static List<Row> at(Lab lab, int items) throws IOException, InterruptedException {
    Library library = Library.of(lab, items);
    Path copy = library.copy(lab);
    List<String> core = Tools.onCore(0);
    try (Product product = Product.start(lab, library.home(), core);
        Product without = Product.start(lab, copy, core, WITHOUT)) {
      Asked ours = asked(lab, library, product, "ours", "-");
      Api person = library.person().at(product.address());
      byte[] page = person.bytes(library.firstPage());
      byte[] packed = person.packed(library.firstPage());
      lab.say("the page has %,d bytes, packed %,d".formatted(page.length, packed.length));
      try (Peers peers = Peers.start(lab, library, page, packed, core)) {
        List<Asked> asked = new ArrayList<>(List.of(ours));
        peers
            .nginx()
            .ifPresent(nginx ->
                asked.add(
                    new Asked(
                        "nginx, file",
                        new Wrk.Page(nginx.page(), ours.page().header()),
                        ">= 0.7",
                        "-")));
        for (Flask flask : peers.flasks()) {
          boolean usual = flask.isPlain();
          asked.add(
              new Asked(flask.name(), flask.page(), usual ? ">= 20" : "-", usual ? "<= 0.1" : "-"));
        }
        List<Asked> quick = List.copyOf(asked);
        asked.add(asked(lab, library, without, "cache off", ">= 50 at 100,000"));
        String what = "page from the cache, %,d items, ".formatted(items);
        List<Row> rows = new ArrayList<>(rates(lab, what, asked));
        rows.addAll(latencies(lab, what, quick));
        return rows;
      }
    }
  }

  private static Asked asked(Lab lab, Library library, Product product, String name, String rate)
      throws IOException, InterruptedException {
    Api person = library.person().at(product.address());
    person.bytes(library.firstPage());
    HttpResponse<byte[]> again = person.ask(library.firstPage());
    lab.say(name + ": " + again.headers().firstValue("cache-status").orElse("no Cache-Status"));
    return new Asked(
        name, new Wrk.Page(person.uri(library.firstPage()), person.cookieHeader()), rate, "-");
  }

  /** The first of them beside each of the others: what they bear, and how long the slowest wait. */
  private static List<Row> rates(Lab lab, String what, List<Asked> asked)
      throws IOException, InterruptedException {
    for (Asked one : asked) {
      var _ = Wrk.full(one.page(), WARM_SECONDS);
    }
    double[][] tails = new double[asked.size()][lab.runs()];
    Lab.Single[] singles = new Lab.Single[asked.size()];
    for (int i = 0; i < singles.length; i++) {
      int at = i;
      singles[i] =
          run -> {
            Wrk.Load load = Wrk.full(asked.get(at).page(), RATE_SECONDS);
            tails[at][run] = load.p99();
            return load.rate();
          };
    }
    List<Samples> rates = lab.alternate(singles);
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < asked.size(); i++) {
      Asked peer = asked.get(i);
      rows.add(
          new Row(
              what + "one core",
              "requests/s",
              rates.getFirst(),
              peer.name(),
              rates.get(i),
              peer.rate()));
      rows.add(
          new Row(
              what + "the same runs, p99",
              "ms",
              new Samples(tails[0]),
              peer.name(),
              new Samples(tails[i]),
              "-"));
    }
    return rows;
  }

  /** The same for latencies, among those who are quick enough to bear the load. */
  private static List<Row> latencies(Lab lab, String what, List<Asked> asked)
      throws IOException, InterruptedException {
    double[][] middles = new double[asked.size()][lab.runs()];
    Lab.Single[] singles = new Lab.Single[asked.size()];
    for (int i = 0; i < singles.length; i++) {
      int at = i;
      singles[i] =
          run -> {
            Wrk.Latency latency = Wrk.latency(lab, asked.get(at).page(), LATENCY_SECONDS);
            middles[at][run] = latency.p50();
            return latency.p99();
          };
    }
    List<Samples> tails = lab.alternate(singles);
    String load = what + "modest load, ";
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i < asked.size(); i++) {
      String name = asked.get(i).name();
      Samples ours = new Samples(middles[0]);
      rows.add(new Row(load + "p50", "ms", ours, name, new Samples(middles[i]), "-"));
      rows.add(new Row(load + "p99", "ms", tails.getFirst(), name, tails.get(i), "-"));
    }
    return rows;
  }

  /** Those that are installed. */
  private record Peers(Optional<Nginx> nginx, List<Flask> flasks) implements AutoCloseable {
    static Peers start(Lab lab, Library library, byte[] page, byte[] packed, List<String> core)
        throws IOException, InterruptedException {
      List<Flask> flasks = new ArrayList<>();
      try {
        for (Flask.Workers workers : List.of(Flask.Workers.PLAIN, Flask.Workers.KEEPING)) {
          Flask.serve(lab, library.collection(), page, core, workers).ifPresent(flasks::add);
        }
        Optional<Nginx> nginx = Nginx.serve(lab, packed, core);
        if (nginx.isEmpty() || flasks.isEmpty()) {
          lab.say("nginx or gunicorn or Redis is not installed: its rows are left out");
        }
        return new Peers(nginx, flasks);
      } catch (IOException | InterruptedException e) {
        close(flasks);
        throw e;
      }
    }

    private static void close(List<Flask> flasks) throws IOException {
      for (Flask flask : flasks) {
        flask.close();
      }
    }

    @Override
    public void close() throws IOException {
      nginx.ifPresent(Nginx::close);
      close(flasks);
    }
  }
}
