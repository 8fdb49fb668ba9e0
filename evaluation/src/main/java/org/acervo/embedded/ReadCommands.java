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
  private final CommandOptions options;

  ReadCommands(EvaluationBackend backend, Cursors cursors) {
    this.backend = backend;
    this.cursors = cursors;
    this.pipelines = new Pipelines(backend);
    this.options = new CommandOptions(backend);
  }

  /**
   * @param snapshot whether later batches must show the same moment as the first
   */
  Document run(Channel client, String database, String name, Document command, boolean snapshot) {
    options.check(database, name, command);
    return switch (name) {
      case "find" -> {
        putVariables(command);
        Document reply =
            snapshot ? findAtOnce(client, database, command) : find(client, database, command);
        yield Boolean.TRUE.equals(command.get("singleBatch")) ? cursors.closed(reply) : reply;
      }
      case "aggregate" ->
          cursors.open(
              database + "." + command.get("aggregate"),
              pipelines.run(client, database, command),
              Pipelines.batchSize(command));
      case "getMore" -> cursors.next(database, command);
      case "listCollections" -> listCollections(client, database, command);
      case "listIndexes" -> listIndexes(client, database, command);
      default -> backend.handleCommand(client, database, name, command);
    };
  }

  private static void putVariables(Document command) {
    Variables variables = Variables.of(command);
    if (command.get("filter") instanceof Document filter) {
      command.put("filter", variables.inFilter(filter));
    }
    if (command.get("projection") instanceof Document projection) {
      command.put("projection", variables.inProjection(projection));
    }
  }

  private Document find(Channel client, String database, Document command) {
    command.putIfAbsent("batchSize", Cursors.FIRST_BATCH);
    return cursors.clipped(backend.handleCommand(client, database, "find", command));
  }

  /** The store's cursors go with the time; a snapshot is read whole and handed out from memory. */
  private Document findAtOnce(Channel client, String database, Document command) {
    int batch =
        command.get("batchSize") instanceof Number size ? size.intValue() : Cursors.FIRST_BATCH;
    command.put("batchSize", -1);
    Document reply = backend.handleCommand(client, database, "find", command);
    List<Document> all =
        reply.get("cursor") instanceof Document cursor
            ? Cursors.documents(cursor.get("firstBatch"))
            : List.of();
    return cursors.open(database + "." + command.get("find"), all, batch);
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
