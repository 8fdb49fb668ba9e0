package org.acervo.embedded.index;

/**
 * What the values in an index have looked like so far; only grows, and is kept with the index.
 *
 * <p>With arrays at a field, one document has several entries, and sorting by the field is no
 * longer reading in order. Approximate values are in the index under bytes that say equal, not
 * before or after. Nested arrays are matched by the library in ways no index can follow.
 *
 * @param bits bit i: arrays at field i; bit 30 + i: approximate values at field i; bit 60: nested
 */
record Shape(long bits) {
  static final Shape REGULAR = new Shape(0);

  private static final int APPROXIMATE = 30;
  private static final long NESTED = 1L << 60;

  Shape withArrayAt(int field) {
    return new Shape(bits | (1L << field));
  }

  /** Marks the rest of the fields too: which of them was approximate is not looked at again. */
  Shape withApproximateFrom(int field) {
    return new Shape(bits | ((-1L << (APPROXIMATE + field)) & (NESTED - 1)));
  }

  Shape withNestedArrays() {
    return new Shape(bits | NESTED);
  }

  Shape and(Shape other) {
    return new Shape(bits | other.bits);
  }

  boolean arraysAt(int field) {
    return (bits & (1L << field)) != 0;
  }

  boolean anyArrays() {
    return (bits & ((1L << APPROXIMATE) - 1)) != 0;
  }

  boolean sortableAt(int field) {
    return (bits & ((1L << field) | (1L << (APPROXIMATE + field)))) == 0;
  }

  boolean nestedArrays() {
    return (bits & NESTED) != 0;
  }
}
