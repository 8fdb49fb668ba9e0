package org.acervo.blobs;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Takes in bytes of which neither length nor name is known yet, holding one chunk of them in
 * memory.
 *
 * <p>Until {@link #finish} has answered they are garbage with a lease: an intake that is closed,
 * dies or is cut off leaves nothing that anybody could see, and what it wrote is swept up.
 */
public final class Intake extends OutputStream {
  private final MongoBlobs store;
  private final BlobsConfig config;
  private final String file;
  private final MessageDigest digest = Sha256.digest();
  private byte[] buffer = new byte[64 << 10];
  private int filled;
  private int chunks;
  private long size;
  private boolean settled;

  Intake(MongoBlobs store, BlobsConfig config, String file) {
    this.store = store;
    this.config = config;
    this.file = file;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
    size += length;
    int from = offset;
    int end = offset + length;
    while (from < end) {
      int n = Math.min(end - from, room());
      System.arraycopy(bytes, from, buffer, filled, n);
      filled += n;
      from += n;
    }
  }

  /**
   * Makes room for at least one byte, by growing the buffer up to its limit and then by writing
   * chunks out.
   */
  private int room() {
    int limit = Math.toIntExact(Math.max(config.inline().bytes(), config.chunk().bytes()));
    if (filled == limit) {
      int whole = Math.toIntExact(config.chunk().bytes());
      writeChunk(whole);
      System.arraycopy(buffer, whole, buffer, 0, filled - whole);
      filled -= whole;
    } else if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.min(limit, 2 * buffer.length));
    }
    return buffer.length - filled;
  }

  private void writeChunk(int length) {
    if (chunks == 0) {
      store.stage(file);
    }
    store.putChunk(file, chunks++, Arrays.copyOf(buffer, length));
  }

  /** How many bytes came so far. */
  public long size() {
    return size;
  }

  /** Names what came so far. */
  public Sha256 sha256() {
    try {
      return Sha256.from((MessageDigest) digest.clone());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the SHA-256 of every Java platform can be copied", e);
    }
  }

  /**
   * Stores what came, reads every byte back, and makes it known by its name. The same bytes are
   * kept once.
   *
   * @throws Failed with {@code Unavailable} when what was read back is not what came
   */
  public Blob finish() {
    var name = Sha256.from(digest);
    boolean inline = chunks == 0 && size <= config.inline().bytes();
    byte @Nullable [] bytes = inline ? Arrays.copyOf(buffer, filled) : null;
    if (!inline) {
      int chunk = Math.toIntExact(config.chunk().bytes());
      while (filled > 0) {
        int n = Math.min(filled, chunk);
        writeChunk(n);
        System.arraycopy(buffer, n, buffer, 0, filled - n);
        filled -= n;
      }
    }
    Blob.Place place =
        inline
            ? new Blob.Place.Inline()
            : new Blob.Place.Chunks(file, Math.toIntExact(config.chunk().bytes()));
    var blob = store.publish(new Blob(name, size, place, Instant.EPOCH), bytes, this::verify);
    settled = blob.place().equals(place);
    if (settled && chunks > 0) {
      store.unstage(file);
    }
    return blob;
  }

  private void verify(Blob blob) {
    var again = Sha256.digest();
    store.read(blob, 0, blob.size(), again::update);
    if (!Sha256.from(again).equals(blob.sha256())) {
      throw new Failed(
          new Failure.Unavailable(
              "The storage, which gave back other bytes than it was given,",
              Duration.ofSeconds(5)));
    }
  }

  /** Drops what was not finished. */
  @Override
  public void close() {
    if (!settled && chunks > 0) {
      settled = true;
      store.discard(file);
    }
  }
}
