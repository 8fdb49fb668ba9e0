package org.acervo.bench;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Draws ranks so that the k-th is drawn in proportion to k^-exponent: few are wanted all the time,
 * most now and then. With the exponent 0.99 it is the request distribution of YCSB (Cooper et al.,
 * "Benchmarking Cloud Serving Systems with YCSB", 2010).
 */
final class Zipf {
  private final double[] sums;

  Zipf(int ranks, double exponent) {
    sums = new double[ranks];
    double sum = 0;
    for (int i = 0; i < ranks; i++) {
      sum += Math.pow(i + 1.0, -exponent);
      sums[i] = sum;
    }
  }

  /** A rank, counted from 0. */
  int draw(SplittableRandom random) {
    int found = Arrays.binarySearch(sums, random.nextDouble(sums[sums.length - 1]));
    return found < 0 ? -found - 1 : found + 1;
  }
}
