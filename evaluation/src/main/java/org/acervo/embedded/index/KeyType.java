package org.acervo.embedded.index;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Keys of a map: bytes in unsigned order.
 *
 * <p>In a page each key is stored as the length it shares with its predecessor and the rest; keys
 * of one index differ late, so this halves the pages that every commit writes.
 */
final class KeyType extends BasicDataType<byte[]> {
  static final KeyType INSTANCE = new KeyType();

  private static final byte[] NONE = {};

  private KeyType() {}

  @Override
  public int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }

  @Override
  public int getMemory(byte[] key) {
    return 24 + key.length;
  }

  @Override
  public void write(WriteBuffer buffer, byte[] key) {
    buffer.putVarInt(key.length).put(key);
  }

  @Override
  public byte[] read(ByteBuffer buffer) {
    byte[] key = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(key);
    return key;
  }

  @Override
  public void write(WriteBuffer buffer, Object storage, int size) {
    byte[] previous = NONE;
    for (byte[] key : Arrays.asList(cast(storage)).subList(0, size)) {
      int mismatch = Arrays.mismatch(previous, key);
      int shared = mismatch < 0 ? key.length : mismatch;
      int rest = key.length - shared;
      buffer.putVarInt(shared).putVarInt(rest).put(ByteBuffer.wrap(key, shared, rest));
      previous = key;
    }
  }

  @Override
  public void read(ByteBuffer buffer, Object storage, int size) {
    byte[][] keys = cast(storage);
    byte[] previous = NONE;
    for (int i = 0; i < size; i++) {
      int shared = DataUtils.readVarInt(buffer);
      int rest = DataUtils.readVarInt(buffer);
      byte[] key = Arrays.copyOf(previous, shared + rest);
      buffer.get(key, shared, rest);
      keys[i] = key;
      previous = key;
    }
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
