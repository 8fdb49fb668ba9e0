package org.acervo.uploads;

import java.io.IOException;
import org.acervo.uploads.Header.Unreadable;

/**
 * The size header of JPEG XL (ISO/IEC 18181-1, D.2), in the bare codestream or in a container. Bits
 * come least first.
 */
final class JxlHeader {
  private static final int MOST_BOXES = 100;
  private static final int[][] RATIOS = {{1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};
  private static final int[] SIZE_BITS = {9, 13, 18, 30};

  private final Header in;
  private final long from;
  private long bit;

  private JxlHeader(Header in, long from) {
    this.in = in;
    this.from = from;
  }

  static Dimensions dimensions(Header in) throws Unreadable, IOException {
    return new JxlHeader(in, codestream(in) + 2).read();
  }

  private static long codestream(Header in) throws Unreadable, IOException {
    if (in.u16(0) == 0xFF0A) {
      return 0;
    }
    long at = 0;
    for (int i = 0; i < MOST_BOXES; i++) {
      long length = in.u32(at);
      long body = at + 8;
      if (length == 1) {
        length = in.u64(at + 8);
        body = at + 16;
      }
      switch (in.name(at + 4, 4)) {
        case "jxlc" -> {
          return body;
        }
        case "jxlp" -> {
          return body + 4;
        }
        default -> at += Math.max(8, length);
      }
    }
    throw new Unreadable("no codestream");
  }

  private Dimensions read() throws Unreadable, IOException {
    boolean small = bits(1) == 1;
    long height = side(small);
    int ratio = (int) bits(3);
    long width = ratio == 0 ? side(small) : height * RATIOS[ratio - 1][0] / RATIOS[ratio - 1][1];
    int orientation = 1;
    boolean usual = bits(1) == 1;
    if (!usual && bits(1) == 1) {
      orientation = (int) bits(3) + 1;
    }
    return Dimensions.checked(width, height).turned(orientation);
  }

  private long side(boolean small) throws Unreadable, IOException {
    return small ? (bits(5) + 1) * 8 : bits(SIZE_BITS[(int) bits(2)]) + 1;
  }

  private long bits(int count) throws Unreadable, IOException {
    long value = 0;
    for (int i = 0; i < count; i++, bit++) {
      value |= (long) (in.u8(from + bit / 8) >> (bit % 8) & 1) << i;
    }
    return value;
  }
}
