package org.acervo.demo.art;

import java.util.ArrayList;
import java.util.List;

/**
 * Seeded chance (SplitMix64, Steele, Lea and Flood 2014). Written out here because the algorithms
 * behind the JDK's generators may change between releases, and a demo picture may not.
 */
public final class Dice {
  private long state;

  public Dice(long seed) {
    this.state = mix(seed);
  }

  private static long mix(long seed) {
    var z = seed;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long bits() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double real() {
    return (bits() >>> 11) * 0x1p-53;
  }

  /** Uniform in [from, to). */
  public double between(double from, double to) {
    return from + (to - from) * real();
  }

  /** Uniform whole number, both ends included. */
  public int whole(int from, int to) {
    return from + (int) Math.floor(real() * (to - from + 1));
  }

  public boolean chance(double probability) {
    return real() < probability;
  }

  /** Roughly normal: mean 0, deviation 1, never beyond 3.5; the sum of twelve throws. */
  double bell() {
    var sum = 0.0;
    for (var i = 0; i < 12; i++) {
      sum += real();
    }
    return Math.clamp(sum - 6, -3.5, 3.5);
  }

  double sign() {
    return chance(0.5) ? 1 : -1;
  }

  public <T> T pick(List<T> from) {
    return from.get(whole(0, from.size() - 1));
  }

  int pick(int... from) {
    return from[whole(0, from.length - 1)];
  }

  /** The same things in another order. */
  public <T> List<T> shuffled(List<T> from) {
    var order = new ArrayList<>(from);
    for (var i = order.size() - 1; i > 0; i--) {
      var j = whole(0, i);
      var held = order.get(i);
      order.set(i, order.get(j));
      order.set(j, held);
    }
    return order;
  }
}
