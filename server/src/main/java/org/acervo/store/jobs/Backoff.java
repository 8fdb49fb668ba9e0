package org.acervo.store.jobs;

import java.time.Duration;

/** How long a job waits after an attempt that failed: 5 s, then twice as long each time. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Backoff() {}

  /** After {@code attempt} attempts, from 1. */
  static Duration after(int attempt) {
    var wait = FIRST.multipliedBy(1L << Math.clamp(attempt - 1L, 0, 20));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
