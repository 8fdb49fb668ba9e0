package org.acervo.cache;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/**
 * How far the relay is, as its document tells those who could not tell others themselves.
 *
 * <p>A relay that died, or whose Redis was taken out of the settings, cannot write that nobody
 * trusts anything. But it gives no sign of life either, and one that was not seen to move for
 * {@link #GONE} says the same. A relay asks Redis for the time, then gives a sign of life if the
 * last one is a {@link Relay#NOTE} old, then reads what was written, and then renews the marker,
 * which ends two seconds after that time at the latest. So a marker that somebody may trust now is
 * one of two kinds. Either the sign was given before it: then it was given at most a note, a
 * marker's life and a lease ago, which is less than {@link #GONE}, and we have seen it move. Or it
 * was given after we looked: then whatever was written until we looked was read, and raised, before
 * the marker was renewed.
 */
final class Passed implements Link.Passed {
  static final Duration GONE = Link.DARK.plus(Relay.NOTE).plus(Relay.NOTE);

  private final MongoRelay document;
  private final LongSupplier nanos;

  /** Guarded by this. */
  private @Nullable Seen seen;

  /** A sign of life, and when it was seen first. */
  private record Seen(long beat, long since) {}

  /**
   * Reads the document of the relay.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Passed(MongoRelay document, LongSupplier nanos) {
    this.document = document;
    this.nanos = nanos;
  }

  @Override
  public By by(SnapshotTime time) {
    long asked = nanos.getAsLong();
    var state = document.read();
    if (state.dark() || gone(state.beat(), asked)) {
      return By.DARK;
    }
    return state.at().filter(at -> at.compareTo(time) >= 0).isPresent() ? By.PASSED : By.NOT_YET;
  }

  /** Whether nothing has moved from after the first look until before this one. */
  private synchronized boolean gone(long beat, long asked) {
    var before = seen;
    if (before == null || before.beat() != beat) {
      seen = new Seen(beat, nanos.getAsLong());
      return false;
    }
    return asked - before.since() > GONE.toNanos();
  }
}
