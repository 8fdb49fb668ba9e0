package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Aggregations, with what the library lacks: variables, {@code $set} and {@code $replaceWith},
 * which are {@code $addFields} and {@code $replaceRoot} by definition, {@code $setField}, and an
 * answer to a {@code $facet} over nothing.
 */
final class Pipelines {
  private final EvaluationBackend backend;

  Pipelines(EvaluationBackend backend) {
    this.backend = backend;
  }

  List<Document> run(Channel client, String databaseName, Document command) {
    MongoDatabase database = backend.resolveDatabase(databaseName);
    List<Document> stages = Variables.of(command).inStages(stages(command));
    Object name = command.get("aggregate");
    if (!(name instanceof String collection)
        || database.resolveCollection(collection, false) == null) {
      return prepared(database, null, stages).runStages(Stream.empty());
    }
    prepared(database, database.resolveCollection(collection, false), stages);
    Document reply =
        backend.handleCommand(
            client,
            databaseName,
            "aggregate",
            new Document("aggregate", collection)
                .append("pipeline", stages)
                .append("cursor", new Document()));
    return reply.get("cursor") instanceof Document cursor
        ? Cursors.documents(cursor.get("firstBatch"))
        : List.of();
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

  /** What becomes of one document in stages that make one of one. */
  UnaryOperator<Document> each(String database, List<Document> stages) {
    Aggregation aggregation = prepared(backend.resolveDatabase(database), null, known(stages));
    return document -> aggregation.runStages(Stream.of(document)).getFirst();
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
    return stages.stream().map(stage -> (Document) known(stage)).toList();
  }

  private static Object known(Object part) {
    return switch (part) {
      case Document document -> {
        Document copy = new Document();
        document.forEach((name, value) -> {
          switch (name) {
            case "$set" -> copy.put("$addFields", known(value));
            case "$replaceWith" -> copy.put("$replaceRoot", new Document("newRoot", known(value)));
            case "$setField" -> throw CommandOptions.unsupported("$setField");
            case "$literal", "$match" -> copy.put(name, value);
            default -> copy.put(name, known(value));
          }
        });
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new ArrayList<>();
        list.forEach(inner -> copy.add(known(inner)));
        yield copy;
      }
      case null, default -> part;
    };
  }
}
