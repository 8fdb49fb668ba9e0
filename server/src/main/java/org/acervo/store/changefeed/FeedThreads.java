package org.acervo.store.changefeed;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the feed's threads have in common: they go on whatever happens, until they are to end. */
final class FeedThreads {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private FeedThreads() {}

  /** Waits for one that looks for itself whether to end, then interrupts it; never for itself. */
  static void join(Thread thread) {
    LockSupport.unpark(thread);
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
        thread.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }

  /** What ended a turn, as a failure that can be shown. */
  static RuntimeException runtime(Throwable thrown) {
    return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
  }
}
