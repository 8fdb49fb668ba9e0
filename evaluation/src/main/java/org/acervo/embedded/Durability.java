package org.acervo.embedded;

/**
 * Knows up to which logical time the store is on disk, so that an answer that must not be lost
 * waits, and any other does not.
 */
final class Durability {
  private final Runnable awaitDurable;
  private volatile long completed;
  private long durable;

  /**
   * @param start the time the store was opened at; all older writes are on disk
   * @param awaitDurable returns when all writes before its call are on disk
   */
  Durability(long start, Runnable awaitDurable) {
    this.completed = start;
    this.durable = start;
    this.awaitDurable = awaitDurable;
  }

  /** All writes up to {@code time} have been applied; called under the store's exclusive lock. */
  void applied(long time) {
    completed = time;
  }

  /** Returns when the writes up to {@code time} survive the end of this process. */
  void await(long time) {
    if (isDurable(time)) {
      return;
    }
    long covered = completed;
    awaitDurable.run();
    synchronized (this) {
      if (Long.compareUnsigned(covered, durable) > 0) {
        durable = covered;
      }
    }
  }

  private synchronized boolean isDurable(long time) {
    return Long.compareUnsigned(time, durable) <= 0;
  }
}
