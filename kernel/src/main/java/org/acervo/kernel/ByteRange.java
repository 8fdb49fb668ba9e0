package org.acervo.kernel;

import java.util.Optional;

/**
 * A part of a sequence of bytes (RFC 9110, section 14).
 *
 * @param first position of the first byte
 * @param last position of the last byte, included
 */
public record ByteRange(long first, long last) {
  private static final String BYTES = "bytes=";

  /** What a {@code long} always holds. */
  private static final int DIGITS = 18;

  public ByteRange {
    if (first < 0 || last < first) {
      throw new IllegalArgumentException(first + "-" + last + " is not a range");
    }
  }

  public long length() {
    return last - first + 1;
  }

  /** What a {@code Range} header asks of a resource. */
  public sealed interface Asked {
    /** No range, or one that the server may ignore: answer with everything. */
    record Everything() implements Asked {}

    /** Answer 206 with these bytes. */
    record Part(ByteRange range) implements Asked {}

    /** Answer 416. */
    record Unsatisfiable() implements Asked {}
  }

  /**
   * Reads a {@code Range} header for a resource of {@code size} bytes. One range is honoured; a
   * request for several is answered with everything, which RFC 9110 allows and which no client can
   * abuse.
   */
  public static Asked parse(Optional<String> header, long size) {
    String text = header.orElse("");
    int dash = text.indexOf('-');
    if (!text.startsWith(BYTES) || dash < 0) {
      return new Asked.Everything();
    }
    String from = text.substring(BYTES.length(), dash).strip();
    String to = text.substring(dash + 1).strip();
    if (!isNumber(from) || !isNumber(to) || (from.isEmpty() && to.isEmpty())) {
      return new Asked.Everything();
    }
    if (from.isEmpty()) {
      long suffix = Long.parseLong(to);
      return suffix == 0 || size == 0
          ? new Asked.Unsatisfiable()
          : new Asked.Part(new ByteRange(Math.max(0, size - suffix), size - 1));
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
    if (last < first) {
      return new Asked.Everything();
    }
    return first >= size
        ? new Asked.Unsatisfiable()
        : new Asked.Part(new ByteRange(first, Math.min(last, size - 1)));
  }

  private static boolean isNumber(String text) {
    return text.isEmpty() || (text.length() <= DIGITS && Texts.isDigits(text));
  }
}
