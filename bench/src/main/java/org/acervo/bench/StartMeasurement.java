package org.acervo.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** From the command to the ready line: on an empty folder, and on the folder it left. */
final class StartMeasurement implements Measurement {
  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    double[] again = new double[lab.runs()];
    Samples empty =
        lab.repeat(run -> {
          Path home = lab.folder("start");
          double first = seconds(lab, home);
          again[run] = seconds(lab, home);
          return first;
        });
    return List.of(
        Row.alone("start to ready, empty folder", "s", empty, "<= 3 s"),
        Row.alone("start to ready, existing library", "s", new Samples(again), "<= 3 s"));
  }

  private static double seconds(Lab lab, Path home) throws IOException {
    try (Product product = Product.start(lab, home, List.of())) {
      return product.startedIn().toNanos() / 1e9;
    }
  }
}
