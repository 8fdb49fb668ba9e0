package org.acervo.cache;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What happened to the questions of one view since this node started. */
final class Counters {
  private static final int SLOWEST = 10;

  final LongAdder memory = new LongAdder();
  final LongAdder redis = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder stored = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder unreadable = new LongAdder();
  final LongAdder bypassed = new LongAdder();

  /** The slowest misses, slowest first; guarded by itself. */
  private final List<Slow> slowest = new ArrayList<>();

  /** A miss that took long. */
  record Slow(ViewKey key, double millis, long at) {}

  void missed(ViewKey key, long nanos, long at) {
    misses.increment();
    var slow = new Slow(key, nanos / 1e6, at);
    synchronized (slowest) {
      if (slowest.size() < SLOWEST || slowest.getLast().millis() < slow.millis()) {
        slowest.add(slow);
        slowest.sort(Comparator.comparingDouble(Slow::millis).reversed());
        if (slowest.size() > SLOWEST) {
          slowest.removeLast();
        }
      }
    }
  }

  List<Slow> slowest() {
    synchronized (slowest) {
      return List.copyOf(slowest);
    }
  }
}
