package org.acervo.kernel;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a sequence of bytes (RFC 9110, section 14).
 *
 * @param first position of the first byte
 * @param last position of the last byte, included
 */
public record ByteRange(long first, long last) {
  private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

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
    var match = SINGLE.matcher(header.orElse(""));
    if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
      return new Asked.Everything();
    }
    if (match.group(1).isEmpty()) {
      long suffix = Long.parseLong(match.group(2));
      return suffix == 0 || size == 0
          ? new Asked.Unsatisfiable()
          : new Asked.Part(new ByteRange(Math.max(0, size - suffix), size - 1));
    }
    long first = Long.parseLong(match.group(1));
    long last = match.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(match.group(2));
    if (last < first) {
      return new Asked.Everything();
    }
    return first >= size
        ? new Asked.Unsatisfiable()
        : new Asked.Part(new ByteRange(first, Math.min(last, size - 1)));
  }
}
