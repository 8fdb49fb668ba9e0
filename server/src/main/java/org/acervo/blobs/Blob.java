package org.acervo.blobs;

import java.time.Instant;
import java.util.Optional;
import org.acervo.kernel.Sha256;

/**
 * What is known of some bytes.
 *
 * @param size in bytes
 * @param place where they lie
 * @param checked when they were last read back and found right
 * @param damaged since when they are known to be wrong or missing; they are not given out until
 *     they were repaired
 */
public record Blob(
    Sha256 sha256, long size, Place place, Instant checked, Optional<Instant> damaged) {

  /** Where bytes lie. Two writings of the same bytes are two places. */
  public sealed interface Place {
    /**
     * In the blob's own document.
     *
     * @param copy names this writing of them; empty where an older version wrote them
     */
    record Inline(String copy) implements Place {}

    /** In chunks of one size, the last shorter, under a file's name. */
    record Chunks(String file, int size) implements Place {}

    /** Nowhere: something refers to them, and they are not there. */
    record Missing() implements Place {}
  }
}
