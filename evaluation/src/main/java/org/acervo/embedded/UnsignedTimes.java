package org.acervo.embedded;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;

/** Logical times as keys: unsigned, because from 2038 on their first bit is set. */
final class UnsignedTimes extends BasicDataType<Long> {
  /** How a map without a type of its own writes them; files of the first version have that. */
  private final ObjectDataType form = new ObjectDataType();

  @Override
  public int compare(Long a, Long b) {
    return Long.compareUnsigned(a, b);
  }

  @Override
  public int getMemory(Long time) {
    return form.getMemory(time);
  }

  @Override
  public void write(WriteBuffer buffer, Long time) {
    form.write(buffer, time);
  }

  @Override
  public Long read(ByteBuffer buffer) {
    return (Long) form.read(buffer);
  }

  @Override
  public Long[] createStorage(int size) {
    return new Long[size];
  }
}
