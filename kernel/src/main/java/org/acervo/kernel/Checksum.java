package org.acervo.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of one stored piece (CRC-32C, RFC 3385): it finds what storage does to bytes by
 * accident, at memory speed, so that a range can be checked without reading the whole file. The
 * piece's name and number are part of it, so a piece in the wrong place is found too.
 */
public final class Checksum {
  private Checksum() {}

  /** That of piece {@code n} of what has this name. */
  public static long of(String name, int n, byte[] bytes) {
    var crc = new CRC32C();
    crc.update(name.getBytes(UTF_8));
    crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(n).flip());
    crc.update(bytes);
    return crc.getValue();
  }
}
