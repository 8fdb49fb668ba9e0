package org.acervo.embedded.index;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a document lives: its {@code _id} in {@link OrderedBytes}, the key of the data map. */
@SuppressWarnings("ArrayRecordComponent") // compared by content, never changed
record RecordId(byte[] bytes) implements Comparable<RecordId> {
  static RecordId of(@Nullable Object id) {
    return new RecordId(OrderedBytes.of(id));
  }

  @Override
  public int compareTo(RecordId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecordId that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "RecordId[" + HexFormat.of().formatHex(bytes) + "]";
  }
}
