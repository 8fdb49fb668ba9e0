package org.acervo.access;

import java.util.concurrent.TimeUnit;

/** The two clocks of this machine. One that stands still while the other runs has been tampered. */
interface Ticks {
  Ticks SYSTEM =
      new Ticks() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public long millis() {
          return System.currentTimeMillis();
        }
      };

  /** Never goes back; its zero means nothing. */
  long nanos();

  /** Time of day since the epoch; may jump. */
  long millis();

  /** How far the time of day is ahead of the clock that never goes back, in milliseconds. */
  default long offset() {
    return millis() - TimeUnit.NANOSECONDS.toMillis(nanos());
  }
}
