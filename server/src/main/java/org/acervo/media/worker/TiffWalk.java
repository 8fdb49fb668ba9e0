package org.acervo.media.worker;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/** The chain of directories of a TIFF (TIFF 6.0) or BigTIFF; a chain that bites its tail ends. */
final class TiffWalk implements Structure.Walk {
  private final Set<Long> seen = new HashSet<>();
  private boolean big;

  @Override
  public boolean step(ImageInputStream in, Structure structure) throws IOException {
    if (in.getStreamPosition() == 0) {
      in.setByteOrder(in.read() == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      in.skipBytes(1);
      big = in.readUnsignedShort() == 43;
      if (big) {
        in.skipBytes(4);
      }
    }
    long next = big ? in.readLong() : in.readUnsignedInt();
    if (next == 0 || !seen.add(next)) {
      return false;
    }
    in.seek(next);
    structure.addFrame();
    long entries = big ? in.readLong() : in.readUnsignedShort();
    for (long i = 0; i < entries && i < 65_536; i++) {
      int tag = in.readUnsignedShort();
      in.skipBytes(2);
      long count = big ? in.readLong() : in.readUnsignedInt();
      in.skipBytes(big ? 8 : 4);
      switch (tag) {
        case 34_675 -> structure.profile(count);
        case 700, 33_723, 34_377 -> structure.metadata(count); // XMP, IPTC, Photoshop
        default -> {}
      }
    }
    return true;
  }
}
