package org.acervo.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all other nodes whether they have handled what was pushed so far, see {@link Link}. */
final class Calls {
  private static final Logger log = LoggerFactory.getLogger(Calls.class);

  private final String node;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Waiting> waiting = new ConcurrentHashMap<>();

  Calls(String node) {
    this.node = node;
  }

  private record Waiting(Set<String> silent, CountDownLatch done) {}

  /** Returns when all have, or who has not trusts nothing any more. */
  void awaitOthers(Shared shared) {
    long over = System.nanoTime() + Link.SILENCE.toNanos();
    try {
      var nodes = shared.nodes();
      if (!nodes.whole()) {
        sleepUntil(over);
        return;
      }
      Set<String> others = ConcurrentHashMap.newKeySet();
      others.addAll(nodes.beats().keySet());
      others.remove(node);
      if (others.isEmpty()) {
        return;
      }
      long number = numbers.incrementAndGet();
      var call = new Waiting(others, new CountDownLatch(1));
      waiting.put(number, call);
      try {
        shared.call(number);
        if (!call.done().await(over - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          var silent = new HashMap<>(nodes.beats());
          silent.keySet().retainAll(others);
          log.warn("nodes do not answer and are taken off the cache: {}", silent.keySet());
          shared.strike(silent);
        }
      } finally {
        waiting.remove(number);
      }
    } catch (Shared.Away e) {
      // Whoever has not heard of the write by the end of a lease trusts nothing any more.
      sleepUntil(over);
    } catch (InterruptedException e) { // the write has happened, and so must what it promises
      sleepUntil(over);
      Thread.currentThread().interrupt();
    }
  }

  /** One of them has. */
  void answered(String other, long number) {
    var call = waiting.get(number);
    if (call != null) {
      call.silent().remove(other);
      if (call.silent().isEmpty()) {
        call.done().countDown();
      }
    }
  }

  static void sleepUntil(long over) {
    for (long left = over - System.nanoTime(); left > 0; left = over - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
