package org.acervo.store.changefeed;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber's buffer at the {@link Front}, from joining until it is over. What does not fit ends
 * it; the subscriber then reads on from where it is by itself, and takes a new seat.
 */
final class Seat {
  /** Changes, not bytes: MongoDB allows 16 MB each, those of a library have some kilobytes. */
  static final int CAPACITY = 1_024;

  private static final long WAIT_MILLIS = 100;

  /** What the front has read. */
  sealed interface Signal {
    record Told(ChangeSource.Event event) implements Signal {}

    /** A read that began at {@code since} found nothing more. */
    record CaughtUp(long since, StreamPosition position) implements Signal {}
  }

  final Set<String> collections;

  /** Where the subscriber was when it joined. */
  final StreamPosition joined;

  private final BlockingQueue<Signal> buffer = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean begun;
  private volatile ChangeSource.@Nullable Lost lost;
  private volatile boolean over;

  Seat(Set<String> collections, StreamPosition joined) {
    this.collections = collections;
    this.joined = joined;
  }

  /** Whether every change that the front reads from now on is put here. */
  boolean begun() {
    return begun;
  }

  void begin() {
    begun = true;
  }

  /** Whether nothing is put here any more. */
  boolean over() {
    return over;
  }

  void end() {
    over = true;
  }

  /** The stream cannot be continued. */
  void lose(ChangeSource.Lost why) {
    lost = why;
    over = true;
  }

  /** Why it is over, where that is a loss for whoever sits here. */
  ChangeSource.@Nullable Lost lost() {
    return lost;
  }

  /** Never waits: nobody holds up the others. */
  void put(ChangeSource.Event event) {
    if (!over && event.isFor(collections) && !buffer.offer(new Signal.Told(event))) {
      over = true;
    }
  }

  /** Passed over when there is no room: the next one says more. */
  void putCaughtUp(long since, StreamPosition position) {
    if (!over) {
      var _ = buffer.offer(new Signal.CaughtUp(since, position));
    }
  }

  /** Null when nothing has come for a moment. */
  @Nullable Signal poll() throws InterruptedException {
    return buffer.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
  }
}
