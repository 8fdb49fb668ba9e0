package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one condition of a query says about one field, in terms of its ascending encoding.
 *
 * @param points the encoded values it may have, distinct and ascending; null for a range
 * @param range the values it may have; for points everything from the first to the last
 * @param exact whether this says all the condition says, so that no document has to be read to
 *     check it (as long as the field holds no arrays)
 * @param document whether the value is a whole document, which is only understood without arrays
 */
record Clause(
    String path, @Nullable List<byte[]> points, Interval range, boolean exact, boolean document) {

  /** Null when the condition gives no bounds; the documents are then checked one by one. */
  static @Nullable Clause of(String path, @Nullable Object condition) {
    if (condition instanceof Document document && startsWithOperator(document)) {
      return operators(path, document);
    }
    if (condition instanceof Document document && plain(document)) {
      // A whole document: equal in the index when equal for the matcher. Not for arrays of
      // documents, which the planner excludes by the shape of the index.
      return points(path, List.of(OrderedBytes.of(document)), false, true);
    }
    return scalar(condition)
        ? points(path, List.of(OrderedBytes.of(condition)), exactPoint(condition), false)
        : null;
  }

  private static Clause points(String path, List<byte[]> points, boolean exact, boolean document) {
    Interval range =
        points.isEmpty()
            ? new Interval(Interval.ALL.low(), Interval.ALL.low())
            : new Interval(Edge.before(points.getFirst()), Edge.after(points.getLast()));
    return new Clause(path, points, range, exact, document);
  }

  boolean isPoint() {
    return points != null && points.size() == 1;
  }

  private static boolean startsWithOperator(Document document) {
    return !document.isEmpty() && document.keySet().iterator().next().startsWith("$");
  }

  private static boolean plain(Object value) {
    return switch (value) {
      case Document document ->
          !document.isEmpty()
              && document.entrySet().stream()
                  .allMatch(field ->
                      !field.getKey().startsWith("$")
                          && field.getValue() != null
                          && plain(field.getValue()));
      default -> scalar(value);
    };
  }

  private static @Nullable Clause operators(String path, Document operators) {
    Interval bounds = Interval.ALL;
    boolean bounded = false;
    boolean exact = true;
    Clause points = null;
    for (String operator : operators.keySet()) {
      Object operand = operators.get(operator);
      switch (operator) {
        case "$eq" -> points = scalar(operand) ? of(path, operand) : points;
        case "$in" -> points = operand instanceof Collection<?> list ? in(path, list) : points;
        case "$lt", "$lte", "$gt", "$gte" -> {
          if (comparable(operand)) {
            bounds = bounds.and(range(operator, operand));
            bounded = true;
          }
          exact &= comparable(operand) && exactRange(operand);
        }
        default -> exact = false;
      }
    }
    boolean pointOperator = operators.containsKey("$eq") || operators.containsKey("$in");
    if (points != null) {
      return new Clause(
          path, points.points, points.range, points.exact && operators.size() == 1, false);
    }
    return bounded ? new Clause(path, null, bounds, exact && !pointOperator, false) : null;
  }

  private static @Nullable Clause in(String path, Collection<?> values) {
    if (!values.stream().allMatch(Clause::scalar)) {
      return null;
    }
    TreeSet<byte[]> points = new TreeSet<>(Arrays::compareUnsigned);
    boolean exact = true;
    for (Object value : values) {
      points.add(OrderedBytes.of(value));
      exact &= exactPoint(value);
    }
    return points(path, List.copyOf(points), exact, false);
  }

  private static Interval range(String operator, Object operand) {
    byte[] value = OrderedBytes.of(operand);
    byte[] type = {value[0]};
    return switch (operator) {
      case "$lt" -> new Interval(Edge.before(type), Edge.before(value));
      case "$lte" -> new Interval(Edge.before(type), Edge.after(value));
      case "$gt" -> new Interval(Edge.after(value), Edge.after(type));
      default -> new Interval(Edge.before(value), Edge.after(type));
    };
  }

  private static boolean scalar(@Nullable Object value) {
    return value == null || value instanceof Missing || comparable(value);
  }

  private static boolean comparable(@Nullable Object value) {
    return switch (value) {
      case Double number -> !number.isNaN();
      case Integer ignored -> true;
      case Long ignored -> true;
      case String ignored -> true;
      case ObjectId ignored -> true;
      case Boolean ignored -> true;
      case Instant ignored -> true;
      case BsonTimestamp ignored -> true;
      case UUID ignored -> true;
      case BinData ignored -> true;
      case null, default -> false;
    };
  }

  /** Null also stands for "the path leads nowhere", which only the matcher judges. */
  private static boolean exactPoint(@Nullable Object value) {
    return comparable(value);
  }

  /** The matcher rounds when it compares longs and fractions; close calls are left to it. */
  private static boolean exactRange(@Nullable Object value) {
    return !(value instanceof Number);
  }
}
