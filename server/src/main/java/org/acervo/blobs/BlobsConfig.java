package org.acervo.blobs;

import java.time.Duration;
import org.acervo.kernel.DataSize;

/**
 * How bytes are kept.
 *
 * @param inline up to this size they lie in the blob's own document, above in chunks
 * @param chunk size of one chunk
 * @param lease how long bytes may wait for their upload to end, or a blob for its first item
 */
public record BlobsConfig(DataSize inline, DataSize chunk, Duration lease) {
  public BlobsConfig {
    if (inline.compareTo(DataSize.mib(8)) > 0) {
      throw new IllegalArgumentException(
          "ACERVO_INLINE_LIMIT must be at most 8 MiB: a document of MongoDB holds 16 MB");
    }
    if (chunk.compareTo(DataSize.kib(255)) < 0 || chunk.compareTo(DataSize.mib(1)) > 0) {
      throw new IllegalArgumentException("ACERVO_CHUNK_SIZE must lie between 255 KiB and 1 MiB");
    }
    if (lease.compareTo(Duration.ofMinutes(10)) < 0) {
      throw new IllegalArgumentException("ACERVO_UPLOAD_LEASE must be at least 10m");
    }
  }
}
