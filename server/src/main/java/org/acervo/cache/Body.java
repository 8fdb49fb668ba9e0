package org.acervo.cache;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The bytes of an answer, in every encoding in which it is asked for, compressed once.
 *
 * @param tag what its entity tags begin with: a hash of the bytes, so equal answers have equal tags
 *     on every node
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record Body(String tag, byte[] plain, byte[] gzip, byte[] zstd) {
  /** Less than this is sent as it is; the encoded forms are then empty. */
  private static final int WORTH_COMPRESSING = 512;

  private static final byte[] NONE = new byte[0];

  /** An encoding of the body (RFC 9110, section 8.4; zstd: RFC 8878). */
  public enum Encoding {
    PLAIN(""),
    GZIP("gzip"),
    ZSTD("zstd");

    private final String word;

    Encoding(String word) {
      this.word = word;
    }

    /** As in {@code Content-Encoding}; empty for none. */
    public String word() {
      return word;
    }
  }

  static Body of(Draft draft) {
    byte[] plain = draft.bytes();
    String tag = draft.mark() + tag(plain);
    return plain.length < WORTH_COMPRESSING
        ? new Body(tag, plain, NONE, NONE)
        : new Body(tag, plain, gzip(plain), zstd(plain));
  }

  /** From what a frame keeps, where {@code kept} is compressed if {@code gzip} is not empty. */
  static Body restored(String tag, byte[] plain, byte[] gzip, byte[] zstd) throws IOException {
    return new Body(tag, gzip.length == 0 ? plain : gunzip(gzip), gzip, zstd);
  }

  public boolean has(Encoding encoding) {
    return encoding == Encoding.PLAIN || gzip.length > 0;
  }

  public byte[] in(Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> plain;
      case GZIP -> gzip;
      case ZSTD -> zstd;
    };
  }

  /**
   * Strong entity tag; each encoding is a representation of its own (RFC 9110, section 8.8.3.3).
   */
  public String etag(Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> '"' + tag + '"';
      case GZIP -> '"' + tag + "-g\"";
      case ZSTD -> '"' + tag + "-z\"";
    };
  }

  int weight() {
    return plain.length + gzip.length + zstd.length + 64;
  }

  private static String tag(byte[] plain) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(plain);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 15));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] plain) {
    var bytes = new ByteArrayOutputStream(plain.length / 3);
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] gunzip(byte[] gzip) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  private static byte[] zstd(byte[] plain) {
    var compressor = new ZstdJavaCompressor();
    var out = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, out, 0, out.length);
    return Arrays.copyOf(out, length);
  }
}
