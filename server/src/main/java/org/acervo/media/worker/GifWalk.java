package org.acervo.media.worker;

import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** Blocks of a GIF (GIF89a specification): images are counted, extensions added up. */
final class GifWalk implements Structure.Walk {

  @Override
  public boolean step(ImageInputStream in, Structure structure) throws IOException {
    if (in.getStreamPosition() == 0) {
      in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
      in.skipBytes(10);
      int flags = in.readUnsignedByte();
      in.skipBytes(2);
      skipPalette(in, flags);
    }
    switch (in.readUnsignedByte()) {
      case 0x2C -> {
        structure.addFrame();
        in.skipBytes(8);
        skipPalette(in, in.readUnsignedByte());
        in.skipBytes(1);
        skipBlocks(in);
      }
      case 0x21 -> {
        in.skipBytes(1);
        structure.metadata(skipBlocks(in));
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void skipPalette(ImageInputStream in, int flags) throws IOException {
    in.skipBytes(palette(flags));
  }

  /** How many bytes the palette takes that these flags announce. */
  static int palette(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  static long skipBlocks(ImageInputStream in) throws IOException {
    long bytes = 0;
    for (int length = in.readUnsignedByte(); length > 0; length = in.readUnsignedByte()) {
      in.skipBytes(length);
      bytes += length;
    }
    return bytes;
  }
}
