package org.acervo.embedded.index;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps commits out of the middle of a change.
 *
 * <p>A document and its index entries live in several maps, and what a commit picks up from them is
 * what a restart finds. Every change therefore passes the gate as one of many, a commit passes it
 * alone. Changes nest: whoever passes it around several documents makes them one commit point.
 */
final class CommitGate {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

  <T> T change(Supplier<T> change) {
    lock.readLock().lock();
    try {
      return change.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  boolean insideChange() {
    return lock.getReadHoldCount() > 0;
  }

  /** Runs alone, between two changes. Must be short: every writer waits. */
  void alone(Runnable cut) {
    lock.writeLock().lock();
    try {
      cut.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
