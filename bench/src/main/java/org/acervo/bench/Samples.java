package org.acervo.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The values of repeated runs, all in one unit. */
final class Samples {
  private final double[] values;

  Samples(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    this.values = values.clone();
  }

  double median() {
    return percentile(0.5);
  }

  double min() {
    return percentile(0);
  }

  double max() {
    return percentile(1);
  }

  /** The value at that share of the sorted samples, by the nearest rank. */
  double percentile(double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /** All values in the order they were taken, for the raw output. */
  String raw() {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }
}
