package org.acervo.blobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Renews something in good time for as long as work on it goes on. */
final class Lease {
  /** Two renewals may fail to come through before the third is too late. */
  private static final int PARTS = 3;

  private final InstantSource clock;
  private final Duration pause;
  private final Runnable renewal;
  private Instant due;

  Lease(InstantSource clock, Duration lease, Runnable renewal) {
    this.clock = clock;
    this.pause = lease.dividedBy(PARTS);
    this.renewal = renewal;
    this.due = clock.instant().plus(pause);
  }

  /** To be called at every step of the work. */
  void tick() {
    var now = clock.instant();
    if (!now.isBefore(due)) {
      renewal.run();
      due = now.plus(pause);
    }
  }
}
