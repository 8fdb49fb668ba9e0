package org.acervo.embedded.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan that one access path has for a query.
 *
 * <p>Fields held to points come first: their combinations are prefixes of keys. If the sort begins
 * behind them, each combination is a {@linkplain QueryPlan.Group group} in the right order and the
 * groups are merged. Inside a group every branch of the query gives intervals: more points, then at
 * most one range. The union of the branches is how {@code a < x or a = x and b < y}, the condition
 * of a next page, becomes a single stretch of the index.
 */
final class PlanBuilder {
  private static final int MANY_GROUPS = 256;
  private static final int MANY_PREFIXES = 4096;

  /** Spans are counted in at most this many intervals and taken in proportion beyond. */
  private static final int COUNTED_INTERVALS = 48;

  private final AccessPath path;
  private final List<AccessPath.Field> fields;
  private final Conditions conditions;
  private final SortOrder order;

  PlanBuilder(AccessPath path, Conditions conditions, SortOrder order) {
    this.path = path;
    this.fields = path.fields();
    this.conditions = conditions;
    this.order = order;
  }

  QueryPlan build() {
    int start = 0;
    boolean reverse = false;
    boolean sorted = false;
    if (!order.isEmpty()) {
      for (int from = 0; from <= leadingPoints() && !sorted; from++) {
        Boolean direction = direction(from);
        if (direction != null && combinations(from).size() <= MANY_GROUPS) {
          start = from;
          reverse = direction;
          sorted = true;
        }
      }
    }
    List<QueryPlan.Group> groups = new ArrayList<>();
    for (byte[] prefix : combinations(start)) {
      List<Interval> intervals = new ArrayList<>();
      for (Conditions branch : conditions.branches()) {
        intervals.addAll(intervals(branch, start, prefix));
      }
      groups.add(new QueryPlan.Group(prefix, Interval.union(intervals)));
    }
    long spans = groups.stream().mapToLong(group -> group.intervals().size()).sum();
    return new QueryPlan(
        path,
        groups,
        reverse,
        sorted || order.isEmpty(),
        distinct(),
        exact(),
        count(groups, spans),
        spans <= COUNTED_INTERVALS);
  }

  private int leadingPoints() {
    int leading = 0;
    while (leading < fields.size() && points(conditions, fields.get(leading)) != null) {
      leading++;
    }
    return leading;
  }

  private static @Nullable Clause points(Conditions conditions, AccessPath.Field field) {
    return conditions.on(field.path().path()).stream()
        .filter(clause -> clause.points() != null && usable(clause, field))
        .findFirst()
        .orElse(null);
  }

  private static boolean usable(Clause clause, AccessPath.Field field) {
    return !clause.document() || !field.arrays();
  }

  /** Whether to read in reverse for the asked order; null when this path has it in neither way. */
  private @Nullable Boolean direction(int from) {
    Boolean reverse = null;
    int at = from;
    for (SortOrder.Key key : order.keys()) {
      if (constant(key.path())) {
        continue;
      }
      while (at < fields.size() && !fields.get(at).path().path().equals(key.path())) {
        Clause points = points(conditions, fields.get(at));
        if (points == null || !points.isPoint()) {
          return null;
        }
        at++;
      }
      if (at == fields.size() || !fields.get(at).sortable()) {
        return null;
      }
      boolean against = fields.get(at).ascending() != key.ascending();
      if (reverse != null && reverse != against) {
        return null;
      }
      reverse = against;
      at++;
    }
    return reverse == null ? Boolean.FALSE : reverse;
  }

  /** Whether all matches have one value there, so that sorting by it says nothing. */
  private boolean constant(String key) {
    return fields.stream()
        .filter(field -> field.path().path().equals(key) && !field.arrays())
        .map(field -> points(conditions, field))
        .anyMatch(points -> points != null && points.isPoint());
  }

  /** The prefixes of the first fields, which all are held to points. */
  private List<byte[]> combinations(int count) {
    List<byte[]> prefixes = List.of(new byte[0]);
    for (int i = 0; i < count && prefixes.size() <= MANY_GROUPS; i++) {
      Clause points = points(conditions, fields.get(i));
      prefixes = points == null ? prefixes : times(prefixes, points, fields.get(i));
    }
    return prefixes;
  }

  private static List<byte[]> times(List<byte[]> prefixes, Clause clause, AccessPath.Field field) {
    List<byte[]> values = clause.points() == null ? List.of() : clause.points();
    List<byte[]> product = new ArrayList<>(prefixes.size() * values.size());
    for (byte[] prefix : prefixes) {
      for (byte[] value : values) {
        OrderedBytes bytes = new OrderedBytes().raw(prefix).raw(value);
        product.add((field.ascending() ? bytes : bytes.invertFrom(prefix.length)).toBytes());
      }
    }
    return product;
  }

  private List<Interval> intervals(Conditions branch, int from, byte[] start) {
    List<byte[]> prefixes = List.of(start);
    Interval range = Interval.ALL;
    for (AccessPath.Field field : fields.subList(from, fields.size())) {
      Clause points = points(branch, field);
      if (points == null || points.points() == null) {
        range = range(branch, field);
        break;
      }
      if ((long) prefixes.size() * points.points().size() > MANY_PREFIXES) {
        break;
      }
      prefixes = times(prefixes, points, field);
    }
    Interval inside = range;
    return prefixes.stream().map(inside::inside).toList();
  }

  /** With arrays, two conditions may be met by two elements: only one of them can bound. */
  private static Interval range(Conditions branch, AccessPath.Field field) {
    Interval range = Interval.ALL;
    for (Clause clause : branch.on(field.path().path())) {
      if (usable(clause, field)) {
        range = range.and(clause.range());
        if (field.arrays()) {
          break;
        }
      }
    }
    return field.ascending() ? range : range.inverted();
  }

  private boolean distinct() {
    return fields.stream()
        .filter(AccessPath.Field::arrays)
        .allMatch(field -> {
          Clause points = points(conditions, field);
          return points != null && points.isPoint() && boundsKeys(field);
        });
  }

  /** Whether the points of this field are part of every prefix that is read. */
  private boolean boundsKeys(AccessPath.Field field) {
    return fields.indexOf(field) < leadingPoints();
  }

  private boolean exact() {
    if (!conditions.complete() || !conditions.alternatives().isEmpty()) {
      return false;
    }
    int bounded = leadingPoints();
    int used = 0;
    for (int i = 0; i <= bounded && i < fields.size(); i++) {
      AccessPath.Field field = fields.get(i);
      List<Clause> clauses = conditions.on(field.path().path());
      boolean single = clauses.size() == 1;
      if (clauses.stream().anyMatch(clause -> !clause.exact())
          || (field.arrays() && !(single && clauses.getFirst().isPoint()))
          || (i < bounded && !single)) {
        return false;
      }
      used += clauses.size();
    }
    return used == conditions.clauses().size() && combinations(bounded).size() <= MANY_GROUPS;
  }

  private long count(List<QueryPlan.Group> groups, long spans) {
    long counted = 0;
    long keys = 0;
    for (QueryPlan.Group group : groups) {
      for (Interval interval : group.intervals()) {
        if (counted < COUNTED_INTERVALS) {
          keys += path.count(interval);
          counted++;
        }
      }
    }
    return counted == spans ? keys : keys * spans / counted;
  }
}
