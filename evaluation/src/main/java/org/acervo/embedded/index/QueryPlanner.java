package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how to read a query's candidates.
 *
 * <p>Every index that may answer, and the documents themselves, propose a {@link QueryPlan}; the
 * one that has to look at the fewest entries wins. How many entries an interval spans is read off
 * the tree in logarithmic time, so there are no statistics to keep. A plan in sorted order stops
 * after {@code limit} matches: if it spans {@code n} entries and no other plan shows that there are
 * fewer than {@code m} matches, it is expected to read {@code limit * n / m} of them.
 *
 * <p>A plan never decides whether a document matches, it only leaves out what cannot match. What
 * the planner does not understand it ignores, and the matcher sees to it.
 */
final class QueryPlanner {
  /** Following an entry to its document costs about as much as reading it. */
  private static final double INDEX_ENTRY = 2;

  private static final double SORTING = 1.3;
  private static final double SEEK = 3;

  private final MVMap<byte[], byte[]> documents;

  QueryPlanner(MVMap<byte[], byte[]> documents) {
    this.documents = documents;
  }

  /**
   * @param wanted how many documents the query skips and returns at most, 0 for all
   */
  QueryPlan plan(List<OrderedIndex> indexes, Document query, @Nullable Document sort, long wanted) {
    Conditions conditions = Conditions.of(query);
    SortOrder order = SortOrder.of(sort);
    List<QueryPlan> plans = new ArrayList<>();
    QueryPlan byId = new PlanBuilder(AccessPath.of(documents), conditions, order).build();
    if (byId.exact() && byId.count() <= 1) {
      return byId;
    }
    plans.add(byId);
    for (OrderedIndex index : indexes) {
      if (usable(index, query, conditions)) {
        plans.add(new PlanBuilder(AccessPath.of(index), conditions, order).build());
      }
    }
    long matches = plans.stream().mapToLong(QueryPlan::count).min().orElse(0);
    QueryPlan best = byId;
    double least = Double.MAX_VALUE;
    for (QueryPlan plan : plans) {
      double cost = cost(plan, order.isEmpty(), wanted, matches);
      if (cost < least) {
        best = plan;
        least = cost;
      }
    }
    return best;
  }

  private static boolean usable(OrderedIndex index, Document query, Conditions conditions) {
    return index.spec().ordered()
        && !index.shape().nestedArrays()
        && !index.spec().sparse()
        && new PartialFilter(index.spec().partial()).coveredBy(query, conditions);
  }

  private static double cost(QueryPlan plan, boolean unordered, long wanted, long matches) {
    boolean inOrder = unordered || plan.sorted();
    double reads = plan.count();
    if (inOrder && wanted > 0) {
      reads = Math.min(reads, Math.ceil((double) wanted * plan.count() / Math.max(1, matches)));
    }
    Optional<OrderedIndex> index = plan.path().index();
    double cost = reads * (index.isPresent() ? INDEX_ENTRY : 1) + plan.groups().size() * SEEK;
    return inOrder ? cost : cost * SORTING;
  }
}
