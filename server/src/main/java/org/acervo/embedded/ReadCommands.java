package org.acervo.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.List;

/** Reading commands, with batches and filters where the library leaves them out. */
final class ReadCommands {
  private final EvaluationBackend backend;
  private final Cursors cursors;
  private final Pipelines pipelines;

  ReadCommands(EvaluationBackend backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
    this.pipelines = new Pipelines(backend);
  }

  Document run(Channel client, String database, String name, Document command) {
    return switch (name) {
      case "find" -> find(client, database, command);
      case "aggregate" ->
          cursors.open(
              database + "." + command.get("aggregate"),
              pipelines.run(database, command),
              Pipelines.batchSize(command));
      case "getMore" -> cursors.next(database, command);
      case "listCollections" -> listCollections(client, database, command);
      case "listIndexes" -> listIndexes(client, database, command);
      default -> backend.handleCommand(client, database, name, command);
    };
  }

  private Document find(Channel client, String database, Document command) {
    command.putIfAbsent("batchSize", Cursors.FIRST_BATCH);
    Document reply = cursors.clipped(backend.handleCommand(client, database, "find", command));
    return Boolean.TRUE.equals(command.get("singleBatch")) ? cursors.closed(reply) : reply;
  }

  private Document listCollections(Channel client, String database, Document command) {
    Document reply = backend.handleCommand(client, database, "listCollections", command);
    if (command.get("filter") instanceof Document filter
        && reply.get("cursor") instanceof Document cursor
        && cursor.get("firstBatch") instanceof List<?> batch) {
      DefaultQueryMatcher matcher = new DefaultQueryMatcher();
      cursor.put(
          "firstBatch",
          batch.stream().filter(entry -> matcher.matches((Document) entry, filter)).toList());
    }
    return reply;
  }

  private Document listIndexes(Channel client, String database, Document command) {
    String collection = String.valueOf(command.get("listIndexes"));
    if (backend.resolveDatabase(database).resolveCollection(collection, false) == null) {
      throw new MongoServerError(
          26, "NamespaceNotFound", "ns does not exist: " + database + "." + collection);
    }
    return backend.handleCommand(client, database, "listIndexes", command);
  }
}
