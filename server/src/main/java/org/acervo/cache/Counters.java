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

  /** Were given what somebody else on this node was just making. */
  final LongAdder shared = new LongAdder();

  final LongAdder stored = new LongAdder();

  /** Something was written since the record was read. */
  final LongAdder refusedOld = new LongAdder();

  /** What Redis knew of the last write had gone. */
  final LongAdder refusedVanished = new LongAdder();

  /** Redis was away or slow. */
  final LongAdder refusedAway = new LongAdder();

  final LongAdder unreadable = new LongAdder();
  final LongAdder bypassed = new LongAdder();

  /** The slowest misses, slowest first; guarded by itself. */
  private final List<Slow> slowest = new ArrayList<>();

  /** A miss that took long. */
  record Slow(ViewKey key, double millis, long at) {}

  void refused(Shared.Filled why) {
    switch (why) {
      case STORED -> {}
      case OLD -> refusedOld.increment();
      case VANISHED -> refusedVanished.increment();
    }
  }

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
