package org.acervo.uploads;

import java.io.IOException;
import org.acervo.uploads.Header.Unreadable;

/**
 * The first directory of a TIFF (TIFF 6.0, BigTIFF), which is also the form of EXIF.
 *
 * @param width 0 where it is not said
 * @param orientation 1 to 8, 1 where it is not said
 */
record TiffHeader(long width, long height, int orientation) {
  private static final int MOST_ENTRIES = 1_000;
  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int ORIENTATION = 274;
  private static final int SHORT = 3;
  private static final int LONG8 = 16;

  Dimensions dimensions() throws Unreadable {
    return Dimensions.checked(width, height).turned(orientation);
  }

  /** That of EXIF at some place of a file in which numbers begin with their greatest byte. */
  static int orientation(Header in, long from) throws IOException {
    try {
      return read(in, from).orientation();
    } catch (Unreadable damaged) {
      return 1; // the picture is as upright as anybody knows
    } finally {
      in.littleEndian(false);
    }
  }

  static TiffHeader read(Header in, long from) throws Unreadable, IOException {
    in.littleEndian(in.u8(from) == 'I');
    boolean big = in.u16(from + 2) == 43;
    long directory = from + (big ? in.u64(from + 8) : in.u32(from + 4));
    long entries = big ? in.u64(directory) : in.u16(directory);
    long at = directory + (big ? 8 : 2);
    long width = 0;
    long height = 0;
    int orientation = 1;
    for (long i = 0; i < Math.min(entries, MOST_ENTRIES); i++, at += big ? 20 : 12) {
      switch (in.u16(at)) {
        case WIDTH -> width = value(in, at, big);
        case HEIGHT -> height = value(in, at, big);
        case ORIENTATION -> orientation = (int) value(in, at, big);
        default -> {}
      }
    }
    return new TiffHeader(width, height, orientation);
  }

  private static long value(Header in, long entry, boolean big) throws Unreadable, IOException {
    long at = entry + (big ? 12 : 8);
    return switch (in.u16(entry + 2)) {
      case SHORT -> in.u16(at);
      case LONG8 -> in.u64(at);
      default -> in.u32(at);
    };
  }
}
