package org.acervo.embedded.index;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of keys: before or after all keys that start with these bytes.
 *
 * <p>Talking about prefixes instead of whole keys makes inclusive and exclusive bounds, open ends
 * and descending fields the same thing: inverting a field inverts the bytes and swaps before and
 * after.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content, never changed
record Edge(byte[] prefix, boolean after) implements Comparable<Edge> {
  static Edge before(byte[] prefix) {
    return new Edge(prefix, false);
  }

  static Edge after(byte[] prefix) {
    return new Edge(prefix, true);
  }

  Edge inverted() {
    byte[] inverted = new byte[prefix.length];
    for (int i = 0; i < prefix.length; i++) {
      inverted[i] = (byte) ~prefix[i];
    }
    return new Edge(inverted, !after);
  }

  /** The same place inside the keys that start with {@code outer}. */
  Edge inside(byte[] outer) {
    byte[] joined = Arrays.copyOf(outer, outer.length + prefix.length);
    System.arraycopy(prefix, 0, joined, outer.length, prefix.length);
    return new Edge(joined, after);
  }

  /** The least key at or behind this place, null when no key can be. */
  byte @Nullable [] key() {
    if (!after) {
      return prefix;
    }
    int last = prefix.length - 1;
    while (last >= 0 && prefix[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return null;
    }
    byte[] successor = Arrays.copyOf(prefix, last + 1);
    successor[last]++;
    return successor;
  }

  @Override
  public int compareTo(Edge other) {
    byte[] mine = key();
    byte[] theirs = other.key();
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    return Arrays.compareUnsigned(mine, theirs);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Edge that && compareTo(that) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key());
  }
}
