package org.acervo.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.changefeed.Change;
import org.acervo.store.changefeed.ChangeConsumer;
import org.acervo.store.changefeed.HistoryLost;
import org.acervo.store.changefeed.StartingPoint;
import org.jspecify.annotations.Nullable;

/**
 * What the change feed told the {@link Relay} and the relay has not taken yet: generations to
 * raise, or that everything is to be made anew. Bounded: while the relay cannot take it, the
 * consumer waits, and the feed keeps no more than its own buffer.
 */
final class PendingInvalidations implements ChangeConsumer, AutoCloseable {
  /** Collections to raise before the feed has to wait. */
  static final int MOST = 20_000;

  private final MongoChanges changes;
  private final SnapshotTime start;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();

  // Guarded by the lock.
  private final Map<CollectionId, SnapshotTime> roots = new HashMap<>();
  private @Nullable String anywhere;
  private SnapshotTime latest = SnapshotTime.ZERO;
  private @Nullable Long caughtUp;
  private boolean closed;

  /**
   * Builds it.
   *
   * @param start from when on changes are to be seen to
   */
  PendingInvalidations(Places places, SnapshotTime start) {
    this.changes = new MongoChanges(places);
    this.start = start;
  }

  /**
   * What was to be seen to.
   *
   * @param anywhere why everything is to be made anew
   * @param complete whether that is all up to the time that was asked about
   */
  record Batch(
      Map<CollectionId, SnapshotTime> roots, Optional<String> anywhere, boolean complete) {}

  /**
   * Takes what has come, after waiting until it is complete.
   *
   * <p>It is complete when the feed, asked after {@code asked}, had no more for the moment, or has
   * come to what is later than {@code until}: either way it has handed over what was written by
   * then.
   *
   * @param until a time of the record from before {@code asked}
   * @param asked by {@link System#nanoTime}
   * @param nanos how long to wait at most
   */
  Batch take(SnapshotTime until, long asked, long nanos) {
    lock.lock();
    try {
      for (long left = nanos; left > 0 && !closed && !complete(until, asked); ) {
        left = moved.awaitNanos(left);
      }
      var batch =
          new Batch(Map.copyOf(roots), Optional.ofNullable(anywhere), complete(until, asked));
      roots.clear();
      anywhere = null;
      moved.signalAll();
      return batch;
    } catch (InterruptedException e) { // nothing is taken, so nothing is lost
      Thread.currentThread().interrupt();
      return new Batch(Map.of(), Optional.empty(), false);
    } finally {
      lock.unlock();
    }
  }

  private boolean complete(SnapshotTime until, long asked) {
    return latest.compareTo(until) > 0 || (caughtUp != null && caughtUp - asked >= 0);
  }

  /** The relay takes no more, and nobody waits for it. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // Told by the feed

  @Override
  public String name() {
    return "the cache's relay";
  }

  @Override
  public Set<String> collections() {
    return MongoChanges.COLLECTIONS;
  }

  @Override
  public StartingPoint start() {
    return new StartingPoint.At(start);
  }

  @Override
  public void onChange(Change change) {
    var stale = changes.read(change); // may ask the record, so the lock is not held
    lock.lock();
    try {
      while (roots.size() >= MOST && !closed) {
        moved.awaitUninterruptibly();
      }
      switch (stale) {
        case MongoChanges.Stale.In(var time, var told) ->
            told.forEach(root -> roots.merge(root, time, PendingInvalidations::later));
        case MongoChanges.Stale.Anywhere(var _, var why) -> anywhere = why;
      }
      latest = later(latest, stale.time());
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Writes that nobody told about may be among what is lost. */
  @Override
  public void onHistoryLost(HistoryLost why) {
    lock.lock();
    try {
      anywhere = why.toString();
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onCaughtUp(long since) {
    lock.lock();
    try {
      caughtUp = since;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  static SnapshotTime later(SnapshotTime a, SnapshotTime b) {
    return a.compareTo(b) < 0 ? b : a;
  }
}
