package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations. The library reads the whole collection for every pipeline; here the leading $match,
 * $sort and $limit become a query, which may use an index. {@code $set}, which it does not know, is
 * {@code $addFields} by definition.
 */
final class Pipelines {
  private final EvaluationBackend backend;

  Pipelines(EvaluationBackend backend) {
    this.backend = backend;
  }

  List<Document> run(String databaseName, Document command) {
    MongoDatabase database = backend.resolveDatabase(databaseName);
    MongoCollection<?> collection =
        command.get("aggregate") instanceof String name
            ? database.resolveCollection(name, false)
            : null;
    List<Document> stages = stages(command);
    Query query = Query.leading(stages);
    List<Document> rest = stages.subList(query.stages, stages.size());
    return prepared(database, collection, rest).runStages(query.run(collection));
  }

  /** A pipeline ready to be applied to documents that do not come from a collection. */
  Aggregation prepared(
      MongoDatabase database, @Nullable MongoCollection<?> collection, List<Document> stages) {
    Aggregation aggregation =
        Aggregation.fromPipeline(
            stages, backend::resolveDatabase, database, collection, NoopOplog.get());
    if (aggregation.isModifying()) {
      throw new MongoServerError(
          20, "IllegalOperation", "the evaluation server has no $out and $merge");
    }
    return aggregation;
  }

  static int batchSize(Document command) {
    return command.get("cursor") instanceof Document cursor
            && cursor.get("batchSize") instanceof Number size
        ? size.intValue()
        : Cursors.FIRST_BATCH;
  }

  /** The stages of a command, in the words the library knows. */
  static List<Document> stages(Document command) {
    return known(Aggregation.parse(command.get("pipeline")));
  }

  private static List<Document> known(List<Document> stages) {
    List<Document> result = new ArrayList<>();
    for (Document stage : stages) {
      Document copy = new Document();
      for (Map.Entry<String, Object> entry : stage.entrySet()) {
        switch (entry.getKey()) {
          case "$set" -> copy.put("$addFields", entry.getValue());
          case "$facet" -> copy.put("$facet", facets((Document) entry.getValue()));
          default -> copy.put(entry.getKey(), entry.getValue());
        }
      }
      result.add(copy);
    }
    return result;
  }

  private static Document facets(Document facets) {
    Document result = new Document();
    facets.forEach((name, pipeline) -> result.put(name, known(Aggregation.parse(pipeline))));
    return result;
  }

  /** The part of a pipeline that a collection answers as a query. */
  private record Query(Document filter, @Nullable Document sort, int limit, int stages) {
    static Query leading(List<Document> stages) {
      List<Document> filters = new ArrayList<>();
      int next = 0;
      while (next < stages.size() && stages.get(next).get("$match") instanceof Document filter) {
        filters.add(filter);
        next++;
      }
      Document sort = null;
      if (next < stages.size() && stages.get(next).get("$sort") instanceof Document order) {
        sort = order;
        next++;
      }
      int limit = 0;
      if (next < stages.size()
          && stages.get(next).get("$limit") instanceof Number number
          && number.longValue() > 0) {
        limit = (int) Math.min(number.longValue(), Integer.MAX_VALUE);
        next++;
      }
      Document filter =
          switch (filters.size()) {
            case 0 -> new Document();
            case 1 -> filters.getFirst();
            default -> new Document("$and", filters);
          };
      return new Query(filter, sort, limit, next);
    }

    Stream<Document> run(@Nullable MongoCollection<?> collection) {
      if (collection == null) {
        return Stream.empty();
      }
      Document selector = new Document("$query", filter).append("$orderby", sort);
      return StreamSupport.stream(
          collection.handleQuery(new QueryParameters(selector, 0, limit)).spliterator(), false);
    }
  }
}
