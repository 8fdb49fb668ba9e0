package org.acervo.cache;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which version of each item must be shown: that of the last write that had answered, and whatever
 * nobody answered for must be there after a while.
 */
final class Versions {
  private static final int KEPT = 60_000;
  private static final long NEAR = 4_000_000_000L;

  /** A write that nobody answered. */
  private record Silent(int item, int version, long from) {}

  private record Event(long at, String what) {}

  private final AtomicIntegerArray answered;
  private final Queue<Silent> silent = new ConcurrentLinkedQueue<>();
  private final Queue<Event> events = new ConcurrentLinkedQueue<>();
  private final LongAdder size = new LongAdder();
  final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
  final LongAdder writes = new LongAdder();
  final LongAdder reads = new LongAdder();

  Versions(int items) {
    this.answered = new AtomicIntegerArray(items);
  }

  void note(String what) {
    events.add(new Event(System.nanoTime(), what));
    size.increment();
    if (size.sum() > KEPT) {
      events.poll();
      size.decrement();
    }
  }

  /** A write returned. */
  void answered(int item, int version, String by) {
    answered.accumulateAndGet(item, version, Math::max);
    writes.increment();
    note("%s: item %d is %d".formatted(by, item, version));
  }

  /** A write happened, but nobody was told. */
  void unanswered(int item, int version, String by) {
    silent.add(new Silent(item, version, System.nanoTime() + Link.DARK.toNanos()));
    note("%s: item %d is %d, but nobody is told".formatted(by, item, version));
  }

  /** What every answer to a question that begins now must show at least. */
  int[] least() {
    long now = System.nanoTime();
    silent.removeIf(write -> {
      boolean due = now - write.from() > 0;
      if (due) {
        answered.accumulateAndGet(write.item(), write.version(), Math::max);
      }
      return due;
    });
    var least = new int[answered.length()];
    for (int i = 0; i < least.length; i++) {
      least[i] = answered.get(i);
    }
    return least;
  }

  void shown(int[] least, int item, int version, String how) {
    if (version < least[item]) {
      note("%s shows item %d as %d instead of %d".formatted(how, item, version, least[item]));
      wrong.add(
          "at %d: %s shows item %d as %d, but %d had answered"
              .formatted(System.nanoTime(), how, item, version, least[item]));
    }
  }

  /** What happened shortly before something wrong. */
  String story() {
    if (wrong.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    wrong.stream().limit(20).forEach(what -> text.append(what).append('\n'));
    long at = Long.parseLong(wrong.getFirst().replaceAll("^at (\\d+).*", "$1"));
    for (var event : events) {
      if (event.at() - at < NEAR / 8 && at - event.at() < NEAR) {
        text.append("%+8.1f ms  %s%n".formatted((event.at() - at) / 1e6, event.what()));
      }
    }
    return text.toString();
  }
}
