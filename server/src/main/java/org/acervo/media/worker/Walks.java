package org.acervo.media.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.stream.ImageInputStream;
import org.acervo.kernel.MediaType;
import org.jspecify.annotations.Nullable;

/** How to walk from chunk to chunk in each container. */
final class Walks {
  private Walks() {}

  static Structure.Walk of(MediaType type) {
    return switch (type) {
      case JPEG -> Walks::jpeg;
      case PNG -> Walks::png;
      case WEBP -> Walks::webp;
      case GIF -> new GifWalk();
      case TIFF -> new TiffWalk();
      case BMP, AVIF, HEIC, JXL, SVG, PDF -> (in, structure) -> false;
    };
  }

  /** Segments up to the first scan (ITU-T T.81, annex B). */
  private static boolean jpeg(ImageInputStream in, Structure structure) throws IOException {
    if (in.getStreamPosition() == 0) {
      in.skipBytes(2);
    }
    int marker = in.readUnsignedShort();
    if ((marker & 0xFF00) != 0xFF00 || marker == 0xFFDA || marker == 0xFFD9) {
      return false;
    }
    if (marker == 0xFFFF) {
      in.seek(in.getStreamPosition() - 1);
      return true;
    }
    long start = in.getStreamPosition();
    int length = in.readUnsignedShort();
    if (marker == 0xFFE2 && length > 16 && in.readLong() == 0x4943435F50524F46L) {
      structure.profile(length - 16);
    } else if ((marker >= 0xFFE0 && marker <= 0xFFEF) || marker == 0xFFFE) {
      structure.metadata(length);
    }
    in.seek(start + length);
    return length >= 2;
  }

  /** Chunks (W3C Portable Network Graphics, section 5); text counts as long as it unpacks to. */
  private static boolean png(ImageInputStream in, Structure structure) throws IOException {
    if (in.getStreamPosition() == 0) {
      in.skipBytes(8);
    }
    long length = in.readUnsignedInt();
    int name = in.readInt();
    long start = in.getStreamPosition();
    switch (name) {
      case 0x6163544C -> structure.frames(in.readInt() & Integer.MAX_VALUE); // acTL
      case 0x69434350 -> { // iCCP
        byte[] profile = unpack(in, length, Budget.PROFILE_BYTES + 1);
        if (profile != null) {
          structure.pngProfile(profile);
        }
      }
      case 0x7A545874, 0x69545874 -> { // zTXt, iTXt
        structure.metadata(length);
        byte[] text = unpack(in, length, Budget.METADATA_BYTES + 1);
        structure.metadata(text == null ? 0 : text.length);
      }
      case 0x74455874, 0x65584966 -> structure.metadata(length); // tEXt, eXIf
      case 0x49454E44 -> { // IEND
        return false;
      }
      default -> {}
    }
    in.seek(start + length + 4);
    return true;
  }

  /**
   * The first zlib stream in a chunk, wherever its keyword and flags end.
   *
   * @return null when there is none that can be unpacked
   */
  private static byte @Nullable [] unpack(ImageInputStream in, long length, long limit)
      throws IOException {
    byte[] chunk = new byte[(int) Math.min(length, Budget.METADATA_BYTES)];
    in.readFully(chunk);
    for (int at = 0; at + 2 < chunk.length; at++) {
      boolean zlib = chunk[at] == 0x78 && ((0x7800 | (chunk[at + 1] & 0xFF)) % 31) == 0;
      if (zlib) {
        return inflate(chunk, at, limit);
      }
    }
    return null;
  }

  private static byte @Nullable [] inflate(byte[] chunk, int from, long limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 13];
    try (Inflater inflater = new Inflater()) {
      inflater.setInput(chunk, from, chunk.length - from);
      while (!inflater.finished() && out.size() < limit) {
        int n = inflater.inflate(buffer);
        if (n == 0) {
          break;
        }
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (DataFormatException notPacked) {
      return null; // a profile or text that no reader could use either
    }
  }

  /** RIFF chunks (RFC 9649). */
  private static boolean webp(ImageInputStream in, Structure structure) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    if (in.getStreamPosition() == 0) {
      in.skipBytes(12);
    }
    int name = in.readInt();
    long length = in.readUnsignedInt();
    switch (name) {
      case 0x464D4E41 -> structure.addFrame(); // ANMF
      case 0x50434349 -> structure.profile(length); // ICCP
      case 0x46495845, 0x20504D58 -> structure.metadata(length); // EXIF, XMP
      default -> {}
    }
    in.seek(in.getStreamPosition() + length + (length & 1));
    return true;
  }
}
