package org.acervo.blobs;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in bytes of which neither length nor name is known yet, holding one chunk of them in
 * memory.
 *
 * <p>Until {@link #finish} has answered they are garbage with a lease: an intake that is closed,
 * dies or is cut off leaves nothing that anybody could see, and what it wrote is swept up.
 */
public final class Intake extends OutputStream {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);

  private final MongoBlobs blobs;
  private final MongoFiles files;
  private final BlobsConfig config;
  private final InstantSource clock;
  private final String file;
  private final Lease lease;
  private final MessageDigest digest = Sha256.digest();
  private byte[] buffer = new byte[64 << 10];
  private int filled;
  private int chunks;
  private long size;
  private boolean settled;

  Intake(MongoBlobs blobs, MongoFiles files, BlobsConfig config, InstantSource clock, String file) {
    this.blobs = blobs;
    this.files = files;
    this.config = config;
    this.clock = clock;
    this.file = file;
    this.lease = new Lease(clock, config.lease(), this::renew);
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
      files.begin(file);
    } else {
      lease.tick();
    }
    files.put(file, chunks++, Arrays.copyOf(buffer, length));
  }

  private void renew() {
    if (!files.renew(file)) {
      throw new Failed(
          new Failure.Unavailable(
              "The space of an upload that stood still for longer than " + config.lease(),
              Duration.ofSeconds(5)));
    }
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
   * @throws Failed with {@code Unavailable} when what was read back is not what came, {@code Busy}
   *     when others got in the way
   */
  public Blob finish() {
    var name = Sha256.from(digest);
    boolean inline = chunks == 0 && size <= config.inline().bytes();
    byte @Nullable [] bytes = inline ? Arrays.copyOf(buffer, filled) : null;
    if (!inline) {
      while (filled > 0) {
        int n = Math.toIntExact(Math.min(filled, config.chunk().bytes()));
        writeChunk(n);
        System.arraycopy(buffer, n, buffer, 0, filled - n);
        filled -= n;
      }
    }
    int chunk = Math.toIntExact(config.chunk().bytes());
    var copy = new Copy(name, size, file, bytes, chunk);
    var blob = new Publishing(blobs, files, clock, config.lease(), copy).publish();
    settled = blob.place().equals(copy.place());
    return blob;
  }

  /** Drops what was not finished. */
  @Override
  public void close() {
    if (!settled && chunks > 0) {
      settled = true;
      drop();
    }
  }

  /** A file that a blob may name by now is not ours to remove. */
  private void drop() {
    try {
      if (files.drop(file)) {
        files.remove(file);
        files.forget(file);
      }
    } catch (RuntimeException e) { // the upload's own outcome stands; the sweep removes the rest
      log.info("what is left of an upload waits for the sweep: {}", e.toString());
    }
  }
}
