package org.acervo.web;

import java.time.Duration;
import org.acervo.kernel.DataSize;

/**
 * How slowly a client may send and listen: a connection that drips must not be held open for ever.
 *
 * @param patience longest wait for one byte, for a head from its first byte to its last, and what
 *     every body may take
 * @param slowest bytes a second; a body may take as much more as it needs at this rate
 */
record Pace(Duration patience, DataSize slowest) {

  /** How long may be waited for so many bytes of a body. */
  Duration longest(long bytes) {
    return patience.plusMillis(bytes * 1000 / slowest.bytes());
  }
}
