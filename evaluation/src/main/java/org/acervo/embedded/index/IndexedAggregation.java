package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.InMemoryCursor;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline whose leading {@code $match}, {@code $sort}, {@code $skip} and {@code $limit} are read
 * from an index, and whose rest the library runs on what that gives.
 *
 * <p>Pipelines that begin otherwise (with {@code $changeStream}, say) stay with the library.
 */
final class IndexedAggregation {
  private final @Nullable IndexedCollection collection;
  private final List<Document> pipeline;
  private final Aggregation rest;

  private Document match = new Document();
  private @Nullable Document sort;
  private int skip;
  private int limit;
  private int leading;
  private final Document command;

  IndexedAggregation(
      IndexedDatabase database, Document command, DatabaseResolver resolver, Oplog oplog) {
    this.command = command;
    this.pipeline = Aggregation.parse(command.get("pipeline"));
    this.collection =
        command.get("aggregate") instanceof String name ? database.indexed(name) : null;
    readLeading();
    boolean foreign = !pipeline.isEmpty() && pipeline.getFirst().containsKey("$changeStream");
    this.rest =
        Aggregation.fromPipeline(
            foreign ? List.of() : pipeline.subList(leading, pipeline.size()),
            resolver,
            database,
            collection,
            oplog);
  }

  boolean planned() {
    return collection != null && leading > 0;
  }

  private void readLeading() {
    for (Document stage : pipeline) {
      String name = stage.size() == 1 ? stage.keySet().iterator().next() : "";
      Object body = stage.get(name);
      if (name.equals("$match") && body instanceof Document query && onlyMatches()) {
        match = match.isEmpty() ? query : new Document("$and", List.of(match, query));
      } else if (name.equals("$sort")
          && body instanceof Document order
          && !order.isEmpty()
          && onlyMatches()) {
        sort = order;
      } else if (name.equals("$skip") && body instanceof Integer count && skip + limit == 0) {
        skip = count;
      } else if (name.equals("$limit")
          && body instanceof Integer count
          && count > 0
          && limit == 0) {
        limit = count;
      } else {
        return;
      }
      leading++;
    }
  }

  private boolean onlyMatches() {
    return sort == null && skip == 0 && limit == 0;
  }

  Document run(String namespace, CursorRegistry cursors) {
    rest.validate(command);
    IndexedCollection source = Objects.requireNonNull(collection);
    List<Document> results = counting() ? counted(source) : staged(source);
    return reply(namespace, results, cursors);
  }

  /** What drivers send for {@code countDocuments}. */
  private boolean counting() {
    return onlyMatches()
        && pipeline.size() == leading + 1
        && new Document("_id", 1)
            .append("n", new Document("$sum", 1))
            .equals(pipeline.getLast().get("$group"));
  }

  private List<Document> counted(IndexedCollection source) {
    long found = match.isEmpty() ? source.count() : source.reader().count(match);
    return found == 0
        ? List.of()
        : List.of(new Document("_id", 1).append("n", Math.toIntExact(found)));
  }

  private List<Document> staged(IndexedCollection source) {
    QueryPlan plan;
    synchronized (source) {
      plan = source.reader().plan(match, sort, skip, limit);
    }
    return source.reader().with(plan, match, matches -> rest.runStages(read(matches, plan)));
  }

  /** One document after the other, unless they have to be brought into order first. */
  private Stream<Document> read(Matches matches, QueryPlan plan) {
    Stream<Document> found =
        Stream.generate(matches::next).takeWhile(Objects::nonNull).map(Matches.Match::document);
    if (!plan.sorted() && sort != null) {
      TopDocuments top = new TopDocuments(SortOrder.of(sort), limit > 0 ? (long) skip + limit : 0);
      found.forEach(top::add);
      found = top.inOrder().stream();
    }
    Stream<Document> behind = found.skip(skip);
    return limit > 0 ? behind.limit(limit) : behind;
  }

  private Document reply(String namespace, List<Document> results, CursorRegistry cursors) {
    Document options = (Document) Objects.requireNonNull(command.get("cursor"));
    int asked = options.get("batchSize") instanceof Number size ? size.intValue() : 0;
    int first = asked > 0 ? Math.min(asked, results.size()) : results.size();
    long id = 0;
    if (first < results.size()) {
      InMemoryCursor cursor =
          new InMemoryCursor(cursors.generateCursorId(), results.subList(first, results.size()));
      cursors.add(cursor);
      id = cursor.getId();
    }
    Document cursor =
        new Document("id", id)
            .append("ns", namespace)
            .append("firstBatch", results.subList(0, first));
    return new Document("cursor", cursor).append("ok", 1.0);
  }
}
