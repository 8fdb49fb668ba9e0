package org.acervo.blobs;

import java.time.Instant;
import org.acervo.kernel.Sha256;

/**
 * What is known of some bytes.
 *
 * @param size in bytes
 * @param place where they lie
 * @param checked when they were last read back and found right
 */
public record Blob(Sha256 sha256, long size, Place place, Instant checked) {

  /** Where bytes lie. */
  public sealed interface Place {
    /** In the blob's own document. */
    record Inline() implements Place {}

    /** In chunks of one size, the last shorter, under a file's name. */
    record Chunks(String file, int size) implements Place {}
  }
}
