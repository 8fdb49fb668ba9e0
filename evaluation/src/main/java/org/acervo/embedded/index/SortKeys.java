package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.List;

/**
 * The place of a document in a sort, as bytes: the order an index has, for documents that come from
 * elsewhere. Of an array the least element counts, or the greatest when descending.
 *
 * <p>The library's comparator is not used: it calls each of two empty arrays less than the other.
 */
record SortKeys(List<SortOrder.Key> keys, List<FieldPath> paths) {
  static SortKeys of(SortOrder order) {
    return new SortKeys(
        order.keys(), order.keys().stream().map(key -> FieldPath.of(key.path())).toList());
  }

  byte[] of(Document document) {
    OrderedBytes all = new OrderedBytes();
    for (int i = 0; i < keys.size(); i++) {
      byte[] least = null;
      for (Object value : paths.get(i).read(document).values()) {
        OrderedBytes bytes = new OrderedBytes().element(value);
        byte[] key = (keys.get(i).ascending() ? bytes : bytes.invertFrom(0)).toBytes();
        least = least == null || Arrays.compareUnsigned(key, least) < 0 ? key : least;
      }
      if (least != null) {
        all.raw(least);
      }
    }
    return all.toBytes();
  }
}
