package org.acervo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Resident memory when nothing happens: of an empty library, and of large ones after somebody has
 * looked through them.
 */
final class MemoryMeasurement implements Measurement {
  private static final int PAGES = 200;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    double[] tree = new double[lab.runs()];
    Samples idle =
        lab.repeat(run -> {
          try (Product product = Product.start(lab, lab.folder("idle"), List.of())) {
            rest();
            tree[run] = product.residentWithChildrenMib();
            return product.residentMib();
          }
        });
    List<Row> rows = new ArrayList<>();
    rows.add(Row.alone("resident when idle, empty library", "MiB", idle, "<= 300 MB"));
    rows.add(Row.alone("the same with workers and servers", "MiB", new Samples(tree), "-"));
    int items = lab.items().getLast();
    Library library = Library.of(lab, items);
    Samples after = lab.repeat(run -> afterLooking(lab, library));
    rows.add(
        Row.alone(
            "resident with %,d items, %d pages seen".formatted(items, PAGES), "MiB", after, "-"));
    return rows;
  }

  private static double afterLooking(Lab lab, Library library)
      throws IOException, InterruptedException {
    try (Product product = Product.start(lab, library.home(), List.of())) {
      Api person = library.person().at(product.address());
      String cursor = "";
      for (int page = 0; page < PAGES; page++) {
        var answer = person.get(library.firstPage() + cursor);
        if (answer.get("next").isNull()) {
          break;
        }
        cursor = "&cursor=" + Api.encode(answer.get("next").textValue());
      }
      rest();
      return product.residentMib();
    }
  }

  /** Long enough for start-up work to end and for the collector to settle. */
  private static void rest() throws InterruptedException {
    Thread.sleep(10_000);
  }
}
