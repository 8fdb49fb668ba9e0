package org.acervo.cache;

import java.util.concurrent.locks.LockSupport;

/** Where a test may stop whoever comes by, to try every order in which things can happen. */
interface Gates {
  Gates OPEN = _ -> {};

  /** A place between two steps that others may come between. */
  enum Point {
    BEFORE_LOOK,
    AFTER_LOOK,
    BEFORE_READ,
    AFTER_READ,
    BEFORE_FILL,
    AFTER_COMMIT,
    BEFORE_BUMP,
    AFTER_BUMP
  }

  void at(Point point);

  /** Lets a moment pass in which somebody else may come further. */
  default void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }
}
