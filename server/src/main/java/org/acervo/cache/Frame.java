package org.acervo.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.acervo.kernel.SnapshotTime;

/**
 * An entry as it lies in Redis. Scripts there compare S, so it stands at a fixed place as text:
 *
 * <pre>
 * 4  magic and version "AcV1"        16 S, hexadecimal
 * 4  CRC-32C of all the rest     8 when it was made, milliseconds since the epoch
 * 4  length of plain (0: as gzip)     4 length of gzip     4 length of zstd     1 length of tag
 * tag, plain, gzip, zstd
 * </pre>
 *
 * <p>Numbers are big-endian. Whatever is not such a frame is no entry.
 */
final class Frame {
  static final String MAGIC = "AcV1";
  private static final int SUM = 20;
  private static final int HEADER = 45;

  private Frame() {}

  static byte[] write(Entry entry) {
    var body = entry.body();
    byte[] tag = body.tag().getBytes(ISO_8859_1);
    byte[] gzip = body.in(Body.Encoding.GZIP);
    byte[] zstd = body.in(Body.Encoding.ZSTD);
    byte[] plain = gzip.length > 0 ? new byte[0] : body.in(Body.Encoding.PLAIN);
    int length = HEADER + tag.length + plain.length + gzip.length + zstd.length;
    var out =
        ByteBuffer.allocate(length)
            .put(MAGIC.getBytes(ISO_8859_1))
            .put(entry.read().toString().getBytes(ISO_8859_1))
            .putInt(0)
            .putLong(entry.made())
            .putInt(plain.length)
            .putInt(gzip.length)
            .putInt(zstd.length)
            .put((byte) tag.length)
            .put(tag)
            .put(plain)
            .put(gzip)
            .put(zstd);
    out.putInt(SUM, sum(out.array()));
    return out.array();
  }

  /** Whether it looks like a frame that was read at {@code time} or later. */
  static boolean isSince(byte[] frame, SnapshotTime time) {
    return frame.length >= HEADER
        && new String(frame, 0, MAGIC.length(), ISO_8859_1).equals(MAGIC)
        && new String(frame, MAGIC.length(), SUM - MAGIC.length(), ISO_8859_1)
                .compareTo(time.toString())
            >= 0;
  }

  /** Empty when it is not a whole frame of this version. */
  static Optional<Entry> read(byte[] frame) {
    if (frame.length < HEADER || !new String(frame, 0, 4, ISO_8859_1).equals(MAGIC)) {
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(frame, SUM, frame.length - SUM);
    if (in.getInt() != sum(frame)) {
      return Optional.empty();
    }
    long made = in.getLong();
    int plain = in.getInt();
    int gzip = in.getInt();
    int zstd = in.getInt();
    int tag = in.get() & 0xff;
    if (plain < 0
        || gzip < 0
        || zstd < 0
        || (long) HEADER + tag + plain + gzip + zstd != frame.length) {
      return Optional.empty();
    }
    try {
      var read = SnapshotTime.parse(new String(frame, 4, 16, ISO_8859_1));
      var body =
          Body.restored(
              new String(part(in, tag), ISO_8859_1),
              part(in, plain),
              part(in, gzip),
              part(in, zstd));
      return Optional.of(new Entry(body, read, made));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a sum that fits by chance
    }
  }

  private static byte[] part(ByteBuffer in, int length) {
    var part = new byte[length];
    in.get(part);
    return part;
  }

  private static int sum(byte[] frame) {
    var sum = new CRC32C();
    byte[] head = Arrays.copyOf(frame, SUM);
    sum.update(head, 0, head.length);
    sum.update(frame, SUM + 4, frame.length - SUM - 4);
    return (int) sum.getValue();
  }
}
