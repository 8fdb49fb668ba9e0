package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether every document a query can match is in a partial index. */
record PartialFilter(@Nullable Document filter) {
  private static final byte[] NULL = OrderedBytes.of(null);

  boolean coveredBy(Document query, Conditions conditions) {
    return filter == null
        || filter.entrySet().stream().allMatch(condition -> covered(condition, query, conditions));
  }

  private static boolean covered(
      Map.Entry<String, Object> condition, Document query, Conditions conditions) {
    String path = condition.getKey();
    if (query.containsKey(path) && Objects.equals(query.get(path), condition.getValue())) {
      return true;
    }
    boolean exists = new Document("$exists", true).equals(condition.getValue());
    Clause wanted = path.startsWith("$") ? null : Clause.of(path, condition.getValue());
    return conditions.branches().stream()
        .allMatch(branch ->
            branch.on(path).stream()
                .anyMatch(
                    clause -> exists ? notNull(clause) : wanted != null && within(clause, wanted)));
  }

  private static boolean notNull(Clause clause) {
    Interval nulls = Interval.startingWith(NULL);
    return clause.points() == null
        ? clause.range().and(nulls).isEmpty()
        : clause.points().stream().noneMatch(point -> Arrays.equals(point, NULL));
  }

  private static boolean within(Clause clause, Clause wanted) {
    if (!wanted.exact()) {
      return false;
    }
    if (wanted.points() == null) {
      return clause.range().low().compareTo(wanted.range().low()) >= 0
          && clause.range().high().compareTo(wanted.range().high()) <= 0;
    }
    List<byte[]> allowed = wanted.points();
    return clause.points() != null
        && clause.points().stream()
            .allMatch(point -> allowed.stream().anyMatch(value -> Arrays.equals(value, point)));
  }
}
