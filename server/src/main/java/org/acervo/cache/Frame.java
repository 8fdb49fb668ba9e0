package org.acervo.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisSeal;

/**
 * Entries as they lie in Redis. Scripts there compare S, so it stands at a fixed place as text:
 *
 * <pre>
 * 4  magic and version "AcV2"        16 S, hexadecimal
 * 32 seal of all the rest            8 when it was made, milliseconds since the epoch
 * 4  length of plain (0: as gzip)     4 length of gzip     4 length of zstd     1 length of tag
 * tag, plain, gzip, zstd
 * </pre>
 *
 * <p>Numbers are big-endian. Whatever is not such a frame is no entry.
 *
 * <p>The seal covers the name of the key too, and rights are a part of that name: an answer that
 * was made for those who may see much counts nowhere else.
 */
final class Frame {
  static final String MAGIC = "AcV2";
  private static final int SEAL = 20;
  private static final int SEALED = SEAL + RedisSeal.LENGTH;
  private static final int HEADER = SEALED + 21;

  private final RedisSeal seal;

  Frame(RedisSeal seal) {
    this.seal = seal;
  }

  byte[] write(String name, Entry entry) {
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
            .put(new byte[RedisSeal.LENGTH])
            .putLong(entry.made())
            .putInt(plain.length)
            .putInt(gzip.length)
            .putInt(zstd.length)
            .put((byte) tag.length)
            .put(tag)
            .put(plain)
            .put(gzip)
            .put(zstd);
    out.put(SEAL, sealOf(name, out.array()));
    return out.array();
  }

  /** Whether it looks like a frame that was read at {@code time} or later. */
  static boolean isSince(byte[] frame, SnapshotTime time) {
    return frame.length >= HEADER
        && new String(frame, 0, MAGIC.length(), ISO_8859_1).equals(MAGIC)
        && new String(frame, MAGIC.length(), SEAL - MAGIC.length(), ISO_8859_1)
                .compareTo(time.toString())
            >= 0;
  }

  /** Empty when it is not a whole frame of this version that one of us left under that name. */
  Optional<Entry> read(String name, byte[] frame) {
    if (frame.length < HEADER
        || !new String(frame, 0, 4, ISO_8859_1).equals(MAGIC)
        || !MessageDigest.isEqual(Arrays.copyOfRange(frame, SEAL, SEALED), sealOf(name, frame))) {
      seal.refuse(RedisSeal.Kind.CACHE_ENTRY, name);
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(frame, SEALED, frame.length - SEALED);
    long made = in.getLong();
    int plain = in.getInt();
    int gzip = in.getInt();
    int zstd = in.getInt();
    int tag = in.get() & 0xff;
    var read = SnapshotTime.parse(new String(frame, 4, 16, ISO_8859_1));
    var body =
        Body.restored(
            new String(part(in, tag), ISO_8859_1), part(in, plain), part(in, gzip), part(in, zstd));
    return Optional.of(new Entry(body, read, made));
  }

  private static byte[] part(ByteBuffer in, int length) {
    var part = new byte[length];
    in.get(part);
    return part;
  }

  private byte[] sealOf(String name, byte[] frame) {
    return seal.tag(
        RedisSeal.Kind.CACHE_ENTRY,
        name,
        ByteBuffer.wrap(frame, 0, SEAL),
        ByteBuffer.wrap(frame, SEALED, frame.length - SEALED));
  }
}
