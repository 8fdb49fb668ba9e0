package org.acervo.store.changefeed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Longer and longer pauses until something succeeds; of one thread. Unparking it ends a pause. */
final class Pauses {
  private static final Duration FIRST = Duration.ofMillis(50);

  /** Short, because the cache trusts nothing while its relay waits. */
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private Duration next = FIRST;

  void pause() {
    LockSupport.parkNanos(next.toNanos());
    var twice = next.multipliedBy(2);
    next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
  }

  void succeeded() {
    next = FIRST;
  }
}
