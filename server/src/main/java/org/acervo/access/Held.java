package org.acervo.access;

/**
 * A policy and how long this node may answer from it.
 *
 * @param until on {@link Ticks#nanos}
 * @param offset of the clocks when the lease was taken, see {@link Ticks#offset}
 */
record Held(Policy policy, long until, long offset) {
  private static final long JUMP = 500;

  boolean valid(Ticks ticks) {
    long nanos = ticks.nanos();
    return until - nanos > 0 && Math.abs(ticks.millis() - nanos / 1_000_000 - offset) <= JUMP;
  }

  Held with(Policy next) {
    return new Held(next, until, offset);
  }
}
