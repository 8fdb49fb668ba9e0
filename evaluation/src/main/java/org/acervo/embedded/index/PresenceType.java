package org.acervo.embedded.index;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Values of an index map: nothing, the key says it all. */
final class PresenceType extends BasicDataType<Boolean> {
  static final PresenceType INSTANCE = new PresenceType();

  private PresenceType() {}

  @Override
  public int getMemory(Boolean present) {
    return 0;
  }

  @Override
  public void write(WriteBuffer buffer, Boolean present) {}

  @Override
  public Boolean read(ByteBuffer buffer) {
    return Boolean.TRUE;
  }

  @Override
  public Boolean[] createStorage(int size) {
    return new Boolean[size];
  }
}
