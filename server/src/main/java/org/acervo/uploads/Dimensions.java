package org.acervo.uploads;

import java.io.IOException;
import java.util.Optional;
import org.acervo.kernel.MediaType;
import org.acervo.uploads.Header.Unreadable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Width and height of a picture as it is to be seen, in pixels, from its header alone: nothing is
 * decoded. What a file claims here is shown until a worker has looked into it.
 */
record Dimensions(int width, int height) {
  private static final Logger log = LoggerFactory.getLogger(Dimensions.class);

  /** Segments of a JPEG, chunks of a PNG or WebP, boxes of a HEIF that are walked over. */
  private static final int STEPS = 1_000;

  /** Empty for types that have none, and for a header that does not say it. */
  static Optional<Dimensions> of(MediaType type, Header header) {
    try {
      return Optional.ofNullable(
          switch (type) {
            case PNG -> png(header);
            case JPEG -> jpeg(header);
            case GIF -> gif(header);
            case BMP -> bmp(header);
            case WEBP -> webp(header);
            case TIFF -> TiffHeader.read(header, 0).dimensions();
            case AVIF, HEIC -> HeifHeader.dimensions(header);
            case JXL -> JxlHeader.dimensions(header);
            case SVG, PDF -> null;
          });
    } catch (Unreadable | IOException e) {
      log.debug("no dimensions in a header of {}: {}", type, e.toString());
      return Optional.empty();
    }
  }

  static Dimensions checked(long width, long height) throws Unreadable {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new Unreadable("a side of " + width + " or " + height);
    }
    return new Dimensions((int) width, (int) height);
  }

  /** Turned by a quarter when {@code orientation} says so (EXIF tag 0x0112). */
  Dimensions turned(int orientation) {
    return orientation >= 5 && orientation <= 8
        ? new Dimensions(/* width= */ height, /* height= */ width)
        : this;
  }

  private static Dimensions png(Header in) throws Unreadable, IOException {
    var stored = checked(in.u32(16), in.u32(20));
    long at = 8;
    for (int i = 0; i < STEPS && at + 8 <= in.size(); i++) {
      long length = in.u32(at);
      String name = in.name(at + 4, 4);
      if (name.equals("eXIf")) {
        return stored.turned(TiffHeader.orientation(in, at + 8));
      }
      if (name.equals("IDAT") || name.equals("IEND")) {
        break; // it may come later, but not from a camera
      }
      at += 12 + length;
    }
    return stored;
  }

  /** ITU-T T.81, annex B: the frame header comes after the application segments. */
  private static Dimensions jpeg(Header in) throws Unreadable, IOException {
    int orientation = 1;
    long at = 2;
    for (int i = 0; i < STEPS; i++) {
      while (in.u8(at) != 0xFF) {
        at++;
        if (++i >= STEPS) {
          throw new Unreadable("no marker");
        }
      }
      while (in.u8(at) == 0xFF) {
        at++;
        if (++i >= STEPS) {
          throw new Unreadable("only fill bytes");
        }
      }
      int marker = in.u8(at++);
      boolean frame =
          marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
      if (frame) {
        return checked(in.u16(at + 5), in.u16(at + 3)).turned(orientation);
      }
      if (marker == 0xDA || marker == 0xD9) {
        break;
      }
      boolean bare = marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
      if (bare) {
        continue;
      }
      int length = in.u16(at);
      if (marker == 0xE1 && length > 16 && in.name(at + 2, 4).equals("Exif")) {
        orientation = TiffHeader.orientation(in, at + 8);
      }
      at += Math.max(2, length);
    }
    throw new Unreadable("no frame header");
  }

  /** The canvas, not the rectangle of its first picture. */
  private static Dimensions gif(Header in) throws Unreadable, IOException {
    in.littleEndian(true);
    return checked(in.u16(6), in.u16(8));
  }

  /** A negative height means rows from the top. */
  private static Dimensions bmp(Header in) throws Unreadable, IOException {
    in.littleEndian(true);
    boolean old = in.u32(14) == 12;
    return old
        ? checked(in.u16(18), in.u16(20))
        : checked(signed(in.u32(18)), Math.abs(signed(in.u32(22))));
  }

  private static long signed(long word) {
    return word << 32 >> 32;
  }

  /** RFC 9649. */
  private static Dimensions webp(Header in) throws Unreadable, IOException {
    in.littleEndian(true);
    return switch (in.name(12, 4)) {
      case "VP8 " -> checked(in.u16(26) & 0x3FFF, in.u16(28) & 0x3FFF);
      case "VP8L" -> {
        long bits = in.u32(21);
        yield checked((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
      }
      case "VP8X" ->
          checked(
                  (in.u16(24) | (long) in.u8(26) << 16) + 1,
                  (in.u16(27) | (long) in.u8(29) << 16) + 1)
              .turned(webpOrientation(in));
      default -> throw new Unreadable("no picture chunk");
    };
  }

  private static int webpOrientation(Header in) throws Unreadable, IOException {
    long at = 12;
    boolean exif = (in.u8(20) & 0x08) != 0;
    for (int i = 0; exif && i < STEPS && at + 8 <= in.size(); i++) {
      long length = in.u32(at + 4);
      if (in.name(at, 4).equals("EXIF")) {
        long tiff = length > 6 && in.name(at + 8, 4).equals("Exif") ? at + 14 : at + 8;
        return TiffHeader.orientation(in, tiff);
      }
      at += 8 + length + (length & 1);
    }
    return 1;
  }
}
