package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dotted path into a document, as an index reads it.
 *
 * <p>Arrays met on the way are entered: {@code grants.p} of a document with three grants has three
 * values. An array at the end gives its elements, an empty one {@link EmptyArray}. A step that
 * leads nowhere gives the missing value.
 */
record FieldPath(String path, List<String> steps) {
  /** Stands for an array without elements, which sorts before null. */
  enum EmptyArray {
    EMPTY_ARRAY
  }

  static FieldPath of(String path) {
    return new FieldPath(path, List.of(path.split("\\.", -1)));
  }

  /** Whether a step is a number: it may then mean a position in an array, which no index knows. */
  boolean hasPosition() {
    return steps.stream()
        .anyMatch(step -> step.isEmpty() || step.chars().allMatch(Character::isDigit));
  }

  Values read(Document document) {
    Object first = document.getOrMissing(steps.getFirst());
    if (steps.size() == 1 && !(first instanceof Collection)) {
      return new Values(List.of(orMissing(first)), -1, false);
    }
    Reader reader = new Reader();
    reader.descend(first, 1);
    return new Values(reader.values, reader.arrayDepth, reader.nested);
  }

  /** The steps up to and including the first array of these values. */
  String arrayPath(Values values) {
    return String.join(".", steps.subList(0, values.arrayDepth()));
  }

  private static Object orMissing(@Nullable Object value) {
    return value == null ? Missing.getInstance() : value;
  }

  /**
   * What a document has at a path.
   *
   * @param arrayDepth how many steps lead to the first array, -1 without arrays
   * @param nested whether arrays stand directly in arrays on the way; the matcher of the library
   *     enters those, an index does not
   */
  record Values(List<Object> values, int arrayDepth, boolean nested) {
    boolean multiple() {
      return arrayDepth >= 0;
    }
  }

  private final class Reader {
    private final List<Object> values = new ArrayList<>();
    private int arrayDepth = -1;
    private boolean nested;

    void descend(@Nullable Object value, int depth) {
      if (value instanceof Collection<?> array) {
        enter(array, depth);
      } else if (depth == steps.size()) {
        values.add(orMissing(value));
      } else if (value instanceof Document document) {
        descend(document.getOrMissing(steps.get(depth)), depth + 1);
      } else {
        values.add(Missing.getInstance());
      }
    }

    private void enter(Collection<?> array, int depth) {
      if (arrayDepth < 0) {
        arrayDepth = depth;
      }
      if (array.isEmpty()) {
        values.add(EmptyArray.EMPTY_ARRAY);
      }
      for (Object element : array) {
        if (element instanceof Collection<?>) {
          nested = true;
          values.add(depth == steps.size() ? element : Missing.getInstance());
        } else if (depth == steps.size()) {
          values.add(orMissing(element));
        } else if (element instanceof Document document) {
          descend(document.getOrMissing(steps.get(depth)), depth + 1);
        } else {
          values.add(Missing.getInstance());
        }
      }
    }
  }
}
