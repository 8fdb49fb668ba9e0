package org.acervo.uploads;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;

/**
 * The numbers in the outline of a file, wherever they lie. Every read is checked against the end of
 * the file, and there is a limit to how many parts are fetched: nothing that a file says can make
 * this long or large.
 */
final class Header {
  private static final int WINDOW = 4 << 10;
  private static final int MOST_FETCHES = 64;

  /** Gives bytes from anywhere in the file. */
  interface Source {
    /** Exactly {@code length} bytes, which are there. */
    byte[] read(long offset, int length) throws IOException;
  }

  /** The file ends before it says what was asked, or hides it too well. */
  static final class Unreadable extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  private final Source source;
  private final long size;
  private byte[] window;
  private long start;
  private int fetches;
  private boolean little;

  /**
   * A file.
   *
   * @param head its beginning
   * @param size of the whole of it in bytes
   * @param source for what lies behind {@code head}
   */
  Header(byte[] head, long size, Source source) {
    this.window = head;
    this.size = size;
    this.source = source;
  }

  long size() {
    return size;
  }

  /** Whether numbers of more than one byte begin with their least. */
  void littleEndian(boolean yes) {
    little = yes;
  }

  int u8(long at) throws Unreadable, IOException {
    need(at, 1);
    return window[(int) (at - start)] & 0xFF;
  }

  int u16(long at) throws Unreadable, IOException {
    return little ? u8(at) | u8(at + 1) << 8 : u8(at) << 8 | u8(at + 1);
  }

  long u32(long at) throws Unreadable, IOException {
    return little ? u16(at) | (long) u16(at + 2) << 16 : (long) u16(at) << 16 | u16(at + 2);
  }

  /** Numbers beyond what a file can be long are of no use. */
  long u64(long at) throws Unreadable, IOException {
    long value = little ? u32(at) | u32(at + 4) << 32 : u32(at) << 32 | u32(at + 4);
    if (value < 0) {
      throw new Unreadable("a number beyond all files");
    }
    return value;
  }

  /** A name of four letters, and texts like it. */
  String name(long at, int length) throws Unreadable, IOException {
    need(at, length);
    return new String(window, (int) (at - start), length, StandardCharsets.ISO_8859_1);
  }

  private void need(long at, int length) throws Unreadable, IOException {
    if (at < 0 || length > WINDOW || at > size - length) {
      throw new Unreadable("the file ends before byte " + at);
    }
    if (at >= start && at + length <= start + window.length) {
      return;
    }
    if (++fetches > MOST_FETCHES) {
      throw new Unreadable("its outline lies in too many places");
    }
    window = source.read(at, (int) Math.min(WINDOW, size - at));
    start = at;
  }
}
