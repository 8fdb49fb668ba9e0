package org.acervo.blobs;

import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * What an upload brought.
 *
 * @param id names this writing of the bytes; of chunks it is the file
 * @param bytes all of them, or null when they are chunks of the file by now
 * @param chunk size of one chunk
 */
@SuppressWarnings("ArrayRecordComponent") // passes through to the store; nothing compares it
record Copy(Sha256 sha256, long size, String id, byte @Nullable [] bytes, int chunk) {

  Blob.Place place() {
    return bytes == null ? new Blob.Place.Chunks(id, chunk) : new Blob.Place.Inline(id);
  }
}
