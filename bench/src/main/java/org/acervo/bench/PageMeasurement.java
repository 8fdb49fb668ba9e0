package org.acervo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A page of 100 items for a signed-in person, over HTTP and past the cache: the first one, and one
 * in the middle of the collection. The server has one core, the client another.
 */
final class PageMeasurement implements Measurement {
  private static final int WARM = 10;
  private static final int REQUESTS = 100;

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
        for (int i = 0; i < WARM; i++) {
          uncached(person, library.firstPage());
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

  private static double uncached(Api person, String path) throws IOException, InterruptedException {
    double[] values = new double[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
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
}
