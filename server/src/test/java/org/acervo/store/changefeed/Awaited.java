package org.acervo.store.changefeed;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must come, for a minute. */
final class Awaited {
  private Awaited() {}

  static void until(String what, BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not within a minute: " + what);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }
}
