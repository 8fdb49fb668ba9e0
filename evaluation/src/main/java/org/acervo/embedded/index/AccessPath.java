package org.acervo.embedded.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;

/**
 * Something documents can be read from in order: a secondary index, or the documents themselves.
 *
 * @param fields the fields of the order; an index ends with the record id, that is {@code _id}
 * @param index null for the documents themselves, which are in the order of {@code _id}
 */
record AccessPath(List<Field> fields, Optional<OrderedIndex> index, MVMap<byte[], ?> keys) {

  /**
   * One field of the order.
   *
   * @param arrays whether a document may have several entries because of this field
   * @param sortable whether the order of the entries is the order a sort by this field means
   */
  record Field(FieldPath path, boolean ascending, boolean arrays, boolean sortable) {}

  private static final Field ID = new Field(FieldPath.of("_id"), true, false, true);

  static AccessPath of(MVMap<byte[], byte[]> documents) {
    return new AccessPath(List.of(ID), Optional.empty(), documents);
  }

  static AccessPath of(OrderedIndex index) {
    IndexSpec spec = index.spec();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < spec.paths().size(); i++) {
      fields.add(
          new Field(
              spec.paths().get(i),
              spec.keys().get(i).isAscending(),
              index.shape().arraysAt(i),
              index.shape().sortableAt(i)));
    }
    if (fields.stream().noneMatch(field -> field.path().equals(ID.path()))) {
      fields.add(ID);
    }
    return new AccessPath(fields, Optional.of(index), index.entries());
  }

  /** How many keys lie in an interval, without reading them. */
  long count(Interval interval) {
    byte[] low = interval.low().key();
    byte[] high = interval.high().key();
    if (low == null) {
      return 0;
    }
    return Math.max(0, (high == null ? keys.sizeAsLong() : rank(high)) - rank(low));
  }

  private long rank(byte[] key) {
    long index = rankOf(keys, key);
    return index >= 0 ? index : -index - 1;
  }

  private static <V> long rankOf(MVMap<byte[], V> map, byte[] key) {
    return map.getKeyIndex(key);
  }
}
