package org.acervo.cache;

import org.acervo.kernel.SnapshotTime;

/**
 * A kept answer.
 *
 * @param read S, the time at which the record was read for it
 * @param made by the clock on the wall, in milliseconds since the epoch; says how old it is, never
 *     whether it is right
 */
record Entry(Body body, SnapshotTime read, long made) {
  /** Then somebody makes it anew though it is right, so that nothing lives for ever. */
  static final long SOFT = 8 * 60_000L;

  boolean old(long now) {
    return Math.abs(now - made) > SOFT;
  }

  boolean since(SnapshotTime time) {
    return read.compareTo(time) >= 0;
  }
}
