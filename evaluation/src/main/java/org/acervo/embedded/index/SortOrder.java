package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sort} asks for.
 *
 * <p>{@code $natural} is the order of {@code _id} here, for documents lie in it.
 */
record SortOrder(List<Key> keys) {
  private static final String NATURAL = "$natural";

  record Key(String path, boolean ascending) {}

  static SortOrder of(@Nullable Document sort) {
    if (sort == null) {
      return new SortOrder(List.of());
    }
    if (sort.get(NATURAL) instanceof Number direction) {
      return new SortOrder(List.of(new Key("_id", direction.intValue() > 0)));
    }
    return new SortOrder(sort.entrySet().stream().map(SortOrder::key).toList());
  }

  private static Key key(Map.Entry<String, Object> field) {
    if (field.getValue() instanceof Number direction && !field.getKey().startsWith("$")) {
      return new Key(field.getKey(), direction.intValue() > 0);
    }
    throw new MongoServerError(
        2, "BadValue", "The evaluation server sorts by fields, 1 or -1, not by " + field);
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }
}
