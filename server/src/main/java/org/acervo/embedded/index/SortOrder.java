package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code sort} asks for.
 *
 * <p>{@code $natural} is the order of {@code _id} here, for documents lie in it.
 *
 * @param understood whether a path may serve it; {@code $meta} and the like are left to the library
 */
record SortOrder(List<Key> keys, boolean understood) {
  private static final String NATURAL = "$natural";

  record Key(String path, boolean ascending) {}

  static SortOrder of(@Nullable Document sort) {
    if (sort == null) {
      return new SortOrder(List.of(), true);
    }
    if (sort.get(NATURAL) instanceof Number direction) {
      return new SortOrder(List.of(new Key("_id", direction.intValue() > 0)), true);
    }
    boolean understood =
        sort.entrySet().stream()
            .allMatch(
                field -> field.getValue() instanceof Number && !field.getKey().startsWith("$"));
    if (!understood) {
      return new SortOrder(List.of(), false);
    }
    return new SortOrder(
        sort.entrySet().stream()
            .map(field -> new Key(field.getKey(), ((Number) field.getValue()).intValue() > 0))
            .toList(),
        true);
  }

  boolean isEmpty() {
    return keys.isEmpty() && understood;
  }
}
