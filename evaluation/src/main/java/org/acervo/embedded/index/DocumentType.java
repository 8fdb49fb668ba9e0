package org.acervo.embedded.index;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * Values of a data map: documents as BSON bytes.
 *
 * <p>Bytes, because the library changes documents in place while it updates them; a decoded
 * document shared through the page cache would leak half an update into readers and older versions.
 */
final class DocumentType extends BasicDataType<byte[]> {
  static final DocumentType INSTANCE = new DocumentType();

  private DocumentType() {}

  @Override
  public int getMemory(byte[] bson) {
    return 24 + bson.length;
  }

  /** Sizes run from bytes to a mebibyte: pages are split by what is in them, not by a guess. */
  @Override
  public boolean isMemoryEstimationAllowed() {
    return false;
  }

  @Override
  public void write(WriteBuffer buffer, byte[] bson) {
    buffer.putVarInt(bson.length).put(bson);
  }

  @Override
  public byte[] read(ByteBuffer buffer) {
    byte[] bson = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(bson);
    return bson;
  }

  @Override
  public byte[][] createStorage(int size) {
    return new byte[size][];
  }
}
