package org.acervo.kernel;

import java.util.HexFormat;

/**
 * A point in the history of the record: MongoDB's operation time, never a wall clock. Compares as
 * an unsigned 64-bit number and is written as 16 hexadecimal digits.
 */
public record SnapshotTime(long value) implements Comparable<SnapshotTime> {
  /** Before everything. */
  public static final SnapshotTime ZERO = new SnapshotTime(0);

  public static SnapshotTime parse(String hex) {
    if (hex.length() != 16) {
      throw new IllegalArgumentException("a snapshot time has 16 hexadecimal digits: " + hex);
    }
    return new SnapshotTime(HexFormat.fromHexDigitsToLong(hex));
  }

  @Override
  public int compareTo(SnapshotTime other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return HexFormat.of().toHexDigits(value);
  }
}
