package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.InMemoryCursor;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Answers queries on one collection by the plan of the {@link QueryPlanner}. */
final class CollectionReader {
  private final IndexedCollection collection;
  private final MVMap<byte[], byte[]> documents;
  private final CursorRegistry cursors;
  private final QueryPlanner planner;

  CollectionReader(
      IndexedCollection collection, MVMap<byte[], byte[]> documents, CursorRegistry cursors) {
    this.collection = collection;
    this.documents = documents;
    this.cursors = cursors;
    this.planner = new QueryPlanner(documents);
  }

  /**
   * @param limit at most so many documents, 0 for all
   * @param batchSize how many documents at once; 0 for as many as fit a reply, the rest by cursor;
   *     -1 for all at once, whatever they weigh
   */
  QueryResult query(
      Document query,
      @Nullable Document sort,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document projection) {
    UnaryOperator<List<Document>> shape = projection(projection);
    synchronized (collection) {
      QueryPlan plan = plan(query, sort, skip, limit);
      Matches matches = new Matches(new Candidates(plan, documents), plan, query);
      matches.open();
      try {
        if (!plan.sorted() && sort != null) {
          return sorted(matches, sort, skip, limit, batchSize, shape);
        }
        for (int i = 0; i < skip; i++) {
          if (matches.next() == null) {
            return new QueryResult(List.of());
          }
        }
        LiveCursor cursor =
            new LiveCursor(
                cursors.generateCursorId(),
                collection,
                matches,
                shape,
                limit > 0 ? limit : Long.MAX_VALUE);
        List<Document> batch = cursor.read(batchSize < 0 ? Integer.MAX_VALUE : batchSize);
        if (cursor.isEmpty()) {
          return new QueryResult(batch);
        }
        cursors.add(cursor);
        return new QueryResult(batch, cursor);
      } finally {
        matches.suspend();
      }
    }
  }

  private QueryResult sorted(
      Matches matches,
      Document sort,
      int skip,
      int limit,
      int batchSize,
      UnaryOperator<List<Document>> shape) {
    List<Document> all = shape.apply(top(matches, sort, skip, limit).stream().skip(skip).toList());
    int first = batchSize > 0 ? Math.min(batchSize, all.size()) : all.size();
    if (first == all.size()) {
      return new QueryResult(all);
    }
    InMemoryCursor cursor =
        new InMemoryCursor(cursors.generateCursorId(), all.subList(first, all.size()));
    cursors.add(cursor);
    return new QueryResult(all.subList(0, first), cursor);
  }

  private static List<Document> top(Matches matches, Document sort, int skip, int limit) {
    TopDocuments top = new TopDocuments(SortOrder.of(sort), limit > 0 ? (long) skip + limit : 0);
    for (Matches.Match next = matches.next(); next != null; next = matches.next()) {
      top.add(next.document());
    }
    return top.inOrder();
  }

  /** The record ids of at most {@code limit} matches, 0 for all. */
  List<RecordId> find(Document query, int limit) {
    QueryPlan plan = plan(query, null, 0, limit);
    List<RecordId> found = new ArrayList<>();
    try (Matches matches = new Matches(new Candidates(plan, documents), plan, query)) {
      matches.open();
      for (Matches.Match next = matches.next(); next != null; next = matches.next()) {
        found.add(next.id());
        if (limit > 0 && found.size() == limit) {
          return found;
        }
      }
    }
    return found;
  }

  long count(Document query) {
    synchronized (collection) {
      QueryPlan plan = plan(query, null, 0, 0);
      if (plan.exact() && plan.distinct() && plan.counted()) {
        return plan.count();
      }
      long found = 0;
      try (Matches matches = new Matches(new Candidates(plan, documents), plan, query)) {
        matches.open();
        while (matches.next() != null) {
          found++;
        }
      }
      return found;
    }
  }

  QueryPlan plan(Document query, @Nullable Document sort, int skip, int limit) {
    return planner.plan(
        collection.orderedIndexes(), query, sort, limit > 0 ? (long) skip + limit : 0);
  }

  private UnaryOperator<List<Document>> projection(@Nullable Document fields) {
    if (fields == null || fields.isEmpty()) {
      return UnaryOperator.identity();
    }
    return batch -> collection.project(batch, fields);
  }

  /** Runs {@code use} on a plan's matches as of one version, without keeping writers waiting. */
  <T> T with(QueryPlan plan, Document query, Function<Matches, T> use) {
    try (Matches matches = new Matches(new Candidates(plan, documents), plan, query)) {
      synchronized (collection) {
        matches.open();
      }
      return use.apply(matches);
    }
  }
}
