package org.acervo.media;

import java.time.Duration;

/**
 * How long after a passing fault a file is tried again: 10 s, then four times as long each time.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  /** From here on four times as long would be more than the longest. */
  private static final int LAST_DOUBLED = 7;

  private Backoff() {}

  /** After {@code attempt} tries, from 1. */
  static Duration after(int attempt) {
    int doublings = 2 * (Math.min(attempt, LAST_DOUBLED) - 1);
    var wait = FIRST.multipliedBy(1L << doublings);
    return wait.compareTo(LONGEST) < 0 && attempt <= LAST_DOUBLED ? wait : LONGEST;
  }
}
