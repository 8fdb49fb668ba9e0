package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code createIndexes} asked for.
 *
 * @param description the document as given, kept for {@code listIndexes}
 * @param partial the filter of the documents that are in the index, null for all
 */
record IndexSpec(
    Document description,
    String name,
    List<IndexKey> keys,
    List<FieldPath> paths,
    boolean unique,
    boolean sparse,
    @Nullable Document partial) {

  static IndexSpec of(Document description) {
    Document key = (Document) Objects.requireNonNull(description.get("key"), "key of the index");
    List<IndexKey> keys =
        key.entrySet().stream()
            .map(field -> new IndexKey(field.getKey(), ascending(field.getValue())))
            .toList();
    return new IndexSpec(
        description,
        (String) Objects.requireNonNull(description.get("name"), "name of the index"),
        keys,
        keys.stream().map(IndexKey::getKey).map(FieldPath::of).toList(),
        Utils.isTrue(description.get("unique")),
        Utils.isTrue(description.get("sparse")),
        (Document) description.get("partialFilterExpression"));
  }

  private static boolean ascending(@Nullable Object direction) {
    return direction instanceof Number number && number.doubleValue() > 0;
  }

  /** Whether this index can answer anything; others are kept and listed, but never asked. */
  boolean ordered() {
    Document key = (Document) Objects.requireNonNull(description.get("key"));
    return key.values().stream().allMatch(Number.class::isInstance)
        && paths.stream().noneMatch(FieldPath::hasPosition)
        && paths.stream().noneMatch(path -> path.path().contains("$"));
  }

  boolean sameIndex(IndexSpec other) {
    return sameKeys(other)
        && unique == other.unique
        && sparse == other.sparse
        && Objects.equals(partial, other.partial);
  }

  boolean sameKeys(IndexSpec other) {
    return Objects.equals(description.get("key"), other.description.get("key"))
        || keysText().equals(other.keysText());
  }

  private String keysText() {
    return keys.toString();
  }
}
