package org.acervo.embedded.index;

import java.util.ArrayList;
import java.util.List;

/** All keys from one edge up to another. */
record Interval(Edge low, Edge high) {
  static final Interval ALL = new Interval(Edge.before(new byte[0]), Edge.after(new byte[0]));

  static Interval startingWith(byte[] prefix) {
    return new Interval(Edge.before(prefix), Edge.after(prefix));
  }

  boolean isEmpty() {
    return low.compareTo(high) >= 0;
  }

  Interval inverted() {
    return new Interval(high.inverted(), low.inverted());
  }

  Interval inside(byte[] outer) {
    return new Interval(low.inside(outer), high.inside(outer));
  }

  Interval and(Interval other) {
    return new Interval(
        low.compareTo(other.low) >= 0 ? low : other.low,
        high.compareTo(other.high) <= 0 ? high : other.high);
  }

  /** The same keys as distinct intervals in ascending order. */
  static List<Interval> union(List<Interval> intervals) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.removeIf(Interval::isEmpty);
    sorted.sort((a, b) -> a.low.compareTo(b.low));
    List<Interval> union = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = union.isEmpty() ? null : union.getLast();
      if (last != null && next.low.compareTo(last.high) <= 0) {
        Edge high = last.high.compareTo(next.high) >= 0 ? last.high : next.high;
        union.set(union.size() - 1, new Interval(last.low, high));
      } else {
        union.add(next);
      }
    }
    return union;
  }
}
