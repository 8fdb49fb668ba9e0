package org.acervo.access;

import java.time.Duration;

/**
 * A policy and how long this node may answer from it.
 *
 * @param until on {@link Ticks#nanos}
 * @param offset of the clocks when the lease was taken, see {@link Ticks#offset}
 */
record Held(Policy policy, long until, long offset) {
  /**
   * How far the clocks may drift apart within a lease, in milliseconds. A clock that stood still
   * unnoticed for so long makes the lease so much longer, and changes wait 50 ms more than a lease;
   * so it is less than that. Being wrong costs one reading of the head.
   */
  private static final long JUMP = 40;

  boolean valid(Ticks ticks) {
    long nanos = ticks.nanos();
    return until - nanos > 0 && Math.abs(ticks.millis() - nanos / 1_000_000 - offset) <= JUMP;
  }

  /** Whether one clock has moved against the other since the lease was taken. */
  boolean jumped(Ticks ticks) {
    return Math.abs(ticks.offset() - offset) > JUMP;
  }

  /** How long ago the head was read that this policy is answered by, given the lease it got. */
  Duration age(Ticks ticks, Duration lease) {
    return lease.plusNanos(ticks.nanos() - until);
  }

  Held with(Policy next) {
    return new Held(next, until, offset);
  }
}
