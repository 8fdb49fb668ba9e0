package org.acervo.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What the product allocates for one page out of its memory, asked for over HTTP. */
final class Allocations {
  private static final String EVENT_LOOPS = "vert.x-eventloop-thread-";
  private static final int ITEMS = 1_000;
  private static final int WARM_SECONDS = 10;
  private static final int SECONDS = 3;

  private Allocations() {}

  static List<Row> take(Lab lab) throws IOException, InterruptedException {
    if (!Wrk.isInstalled()) {
      lab.say("wrk is not installed, and without it there is no load to see allocations under");
      return List.of();
    }
    Library library = Library.of(lab, ITEMS);
    try (Product product = Product.start(lab, library.home(), Tools.onCore(0))) {
      Api person = library.person().at(product.address());
      person.bytes(library.firstPage());
      Wrk.Page page = new Wrk.Page(person.uri(library.firstPage()), person.cookieHeader());
      var _ = Wrk.full(page, WARM_SECONDS);
      HttpResponse<byte[]> again = person.ask(library.firstPage());
      lab.say("asked is " + again.headers().firstValue("cache-status").orElse("no Cache-Status"));
      return rows(lab, product, page);
    }
  }

  private static List<Row> rows(Lab lab, Product product, Wrk.Page page)
      throws IOException, InterruptedException {
    List<Double> elsewhere = new ArrayList<>();
    List<Double> pinned = new ArrayList<>();
    Samples loops =
        lab.repeat(_ -> {
          AtomicLong requests = new AtomicLong();
          Recording recording =
              Recording.of(lab, product.pid(), () -> requests.set(Wrk.requests(page, SECONDS)));
          double each = requests.get();
          elsewhere.add((recording.by("") - recording.by(EVENT_LOOPS)) / each);
          pinned.add((double) recording.pinned());
          return recording.by(EVENT_LOOPS) / each;
        });
    return List.of(
        Row.alone("allocated for a hot request, by event loops", "bytes", loops, "-"),
        Row.alone("meanwhile by all other threads, each request", "bytes", of(elsewhere), "-"),
        Row.alone("meanwhile virtual threads pinned", "", of(pinned), "0"));
  }

  private static Samples of(List<Double> values) {
    return new Samples(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
