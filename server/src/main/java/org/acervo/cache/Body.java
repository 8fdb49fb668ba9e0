package org.acervo.cache;

import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer, in every encoding in which it is asked for, compressed once. What came
 * compressed is unpacked when somebody asks for it plain.
 */
public final class Body {
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

  private final String tag;
  private final byte[] gzip;
  private final byte[] zstd;
  private volatile byte @Nullable [] plain;

  private Body(String tag, byte @Nullable [] plain, byte[] gzip, byte[] zstd) {
    this.tag = tag;
    this.plain = plain;
    this.gzip = gzip;
    this.zstd = zstd;
  }

  public static Body of(Draft draft) {
    byte[] plain = draft.bytes();
    String tag = draft.mark() + tag(plain);
    return plain.length < WORTH_COMPRESSING
        ? new Body(tag, plain, NONE, NONE)
        : new Body(tag, plain, gzip(plain), zstd(plain));
  }

  /** From what a frame keeps: plain, or compressed in both ways. */
  static Body restored(String tag, byte[] plain, byte[] gzip, byte[] zstd) {
    return new Body(tag, gzip.length == 0 ? plain : null, gzip, zstd);
  }

  /** What its entity tags begin with: a hash of the bytes, so equal answers have equal tags. */
  String tag() {
    return tag;
  }

  public boolean has(Encoding encoding) {
    return encoding == Encoding.PLAIN || gzip.length > 0;
  }

  /** As it is kept; nothing where it is not kept in that encoding. */
  byte[] in(Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> plain();
      case GZIP -> gzip;
      case ZSTD -> zstd;
    };
  }

  /** In any encoding; in one that it is not kept in, it is made anew each time. */
  public byte[] sent(Encoding encoding) {
    return has(encoding) ? in(encoding) : encoded(plain(), encoding);
  }

  /** Bytes in an encoding. */
  public static byte[] encoded(byte[] plain, Encoding encoding) {
    return switch (encoding) {
      case PLAIN -> plain;
      case GZIP -> gzip(plain);
      case ZSTD -> zstd(plain);
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

  private byte[] plain() {
    byte[] known = plain;
    if (known == null) {
      known = gunzip(gzip);
      plain = known;
    }
    return known;
  }

  int weight() {
    return length() + gzip.length + zstd.length + 64;
  }

  /** Of the plain bytes; the trailer of gzip tells it (RFC 1952, section 2.3.1). */
  private int length() {
    byte[] known = plain;
    return known == null
        ? ByteBuffer.wrap(gzip).order(ByteOrder.LITTLE_ENDIAN).getInt(gzip.length - Integer.BYTES)
        : known.length;
  }

  /** A hash of bytes, for entity tags. */
  public static String tag(byte[] plain) {
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

  private byte[] gunzip(byte[] gzip) {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip), gzip.length)) {
      return in.readNBytes(length());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the sum of the frame was right
    }
  }

  private static byte[] zstd(byte[] plain) {
    var compressor = new ZstdJavaCompressor();
    var out = new byte[compressor.maxCompressedLength(plain.length)];
    int length = compressor.compress(plain, 0, plain.length, out, 0, out.length);
    return Arrays.copyOf(out, length);
  }
}
