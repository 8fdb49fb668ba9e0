package org.acervo.store;

import java.util.function.Supplier;
import org.acervo.kernel.SnapshotTime;

/**
 * Gives reads the time S at which they are true, and writes a time T that is not before them. Both
 * come from the record itself, never from a wall clock, so they compare across nodes.
 */
public interface SnapshotClock {

  /** A value and the time it belongs to. */
  record Stamped<T>(T value, SnapshotTime time) {}

  /**
   * A time that is not before any write acknowledged up to now, to whomever. Whoever asks after a
   * write has its T, and so has everybody else.
   */
  SnapshotTime now();

  /**
   * The latest time that the record has told this node so far, with any answer; costs no trip. It
   * is not before any write that was acknowledged to this node.
   */
  SnapshotTime heard();

  /**
   * Runs reads that all see the record as it was at one time S, which holds every write
   * acknowledged before the call. Reads go through {@link Snapshot}; they may be run several times.
   *
   * <p>Where the record cannot hold on to a state for as long as the reads take, S is a time before
   * them and each of them sees the record as it was then or later. Whoever trusts the value no
   * further than to the first write after S is right all the same.
   */
  <T> Stamped<T> read(Supplier<T> reads);
}
