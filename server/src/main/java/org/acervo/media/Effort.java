package org.acervo.media;

import java.time.Duration;

/**
 * What is spent on one request.
 *
 * @param awaited whether a person waits for it; such requests come before those of the queue
 * @param attempt counts from 1; later ones get more time
 */
public record Effort(boolean awaited, int attempt) {
  /** A person waits, and there is no other try: as much as a second one gets. */
  public static final Effort AWAITED = new Effort(true, 2);

  /** Nobody waits, and it was not tried before. */
  public static final Effort FIRST = new Effort(false, 1);

  /** Processor time: 1, 4, then 16 times the usual. */
  Duration processorTime(Duration usual) {
    return usual.multipliedBy(1L << (2 * Math.min(attempt - 1, 2)));
  }

  /** Time by the clock on the wall: doubled with each try, up to 16 times. */
  Duration wallClock(Duration usual) {
    return usual.multipliedBy(1L << Math.min(attempt - 1, 4));
  }
}
