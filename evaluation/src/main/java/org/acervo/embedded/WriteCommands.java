package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * Insert, update, delete and findAndModify with the outcome a real server reports. The library
 * counts documents it did not insert, goes on after an error in an ordered command, tells little of
 * what went wrong, answers a failed delete as a failed command and leaves out what findAndModify
 * did; so it is given one document or statement at a time, and the outcome is put together here.
 */
final class WriteCommands {
  private final EvaluationBackend backend;
  private final ChangeRecorder changes;
  private final CommandOptions options;
  private final Rewrites rewrites;

  WriteCommands(EvaluationBackend backend, ChangeRecorder changes) {
    this.backend = backend;
    this.changes = changes;
    this.options = new CommandOptions(backend);
    this.rewrites = new Rewrites(backend);
  }

  Document run(Channel channel, String database, String name, Document command) {
    options.check(database, name, command);
    return switch (name) {
      case "insert" -> insert(database, command);
      case "update" -> eachStatement(channel, database, "update", "updates", command);
      case "delete" -> eachStatement(channel, database, "delete", "deletes", command);
      case "findAndModify", "findandmodify" -> findAndModify(channel, database, command);
      case "drop" -> drop(channel, database, command);
      default -> backend.handleCommand(channel, database, name, command);
    };
  }

  private Document insert(String database, Document command) {
    String collection = String.valueOf(command.get("insert"));
    List<Document> errors = new ArrayList<>();
    int inserted = 0;
    int index = 0;
    for (Document document : Cursors.documents(command.get("documents"))) {
      try {
        backend.insert(database, collection, document);
        inserted++;
      } catch (MongoServerError e) {
        errors.add(Replies.writeError(index, e));
        if (isOrdered(command)) {
          break;
        }
      }
      index++;
    }
    return outcome(new Document("n", inserted), errors);
  }

  private static Document outcome(Document reply, List<Document> errors) {
    return errors.isEmpty() ? reply : reply.append("writeErrors", errors);
  }

  private Document drop(Channel channel, String database, Document command) {
    String collection = String.valueOf(command.get("drop"));
    return backend.resolveDatabase(database).resolveCollection(collection, false) == null
        ? new Document()
        : backend.handleCommand(channel, database, "drop", command);
  }

  private Document eachStatement(
      Channel channel, String database, String name, String field, Document command) {
    int matched = 0;
    int modified = 0;
    List<Document> upserted = new ArrayList<>();
    List<Document> errors = new ArrayList<>();
    List<Document> statements = Cursors.documents(command.get(field));
    CommandOptions.checkStatements(name, statements);
    Variables variables = Variables.of(command);
    for (int i = 0; i < statements.size(); i++) {
      try {
        Document reply = statement(channel, database, name, command, statements.get(i), variables);
        matched += number(reply, "n");
        modified += number(reply, "nModified");
        upserted.addAll(numbered(reply, "upserted", i));
        errors.addAll(numbered(reply, "writeErrors", i));
      } catch (RuntimeException e) {
        // The library throws its own errors and plain ones; either way this statement failed.
        errors.add(Replies.writeError(i, e));
      }
      if (!errors.isEmpty() && isOrdered(command)) {
        break;
      }
    }
    Document reply = new Document("n", matched);
    if (name.equals("update")) {
      reply.append("nModified", modified);
    }
    if (!upserted.isEmpty()) {
      reply.append("upserted", upserted);
    }
    return outcome(reply, errors);
  }

  private Document statement(
      Channel channel,
      String database,
      String name,
      Document command,
      Document statement,
      Variables variables) {
    options.checkStatement(database, command, name, statement);
    if (statement.get("q") instanceof Document filter) {
      statement.put("q", variables.inFilter(filter));
    }
    Object update = statement.get("u");
    changes.begin(Rewrites.isReplacement(update));
    Document reply =
        Rewrites.are(update)
            ? rewrites.update(database, String.valueOf(command.get(name)), statement, variables)
            : null;
    if (reply != null) {
      return reply;
    }
    String collection = String.valueOf(command.get(name));
    return name.equals("update")
        ? backend.update(channel, database, collection, statement)
        : backend.handleCommand(
            channel,
            database,
            name,
            new Document(name, collection)
                .append("ordered", true)
                .append(name + "s", List.of(statement)));
  }

  private Document findAndModify(Channel channel, String database, Document command) {
    Variables variables = Variables.of(command);
    if (command.get("query") instanceof Document filter) {
      command.put("query", variables.inFilter(filter));
    }
    Object update = command.get("update");
    changes.begin(Rewrites.isReplacement(update));
    String collection =
        String.valueOf(command.getOrDefault("findAndModify", command.get("findandmodify")));
    Document reply =
        Rewrites.are(update)
            ? rewrites.findAndModify(database, collection, command, variables)
            : null;
    if (reply == null) {
      reply = backend.handleCommand(channel, database, "findAndModify", command);
    }
    if (reply.get("lastErrorObject") == null) {
      reply.put("lastErrorObject", outcome(command, reply));
    }
    return reply;
  }

  private Document outcome(Document command, Document reply) {
    boolean done = changes.inserted().isPresent() || reply.get("value") != null;
    Document outcome = new Document("n", done ? 1 : 0);
    if (command.get("update") != null) {
      outcome.append("updatedExisting", false);
    }
    changes.inserted().ifPresent(id -> outcome.append("upserted", id));
    return outcome;
  }

  private static List<Document> numbered(Document reply, String field, int index) {
    List<Document> result = new ArrayList<>();
    if (reply.get(field) instanceof Iterable<?> entries) {
      for (Object entry : entries) {
        Document document = (Document) entry;
        document.put("index", index);
        if (field.equals("writeErrors")) {
          document.putIfAbsent("code", Replies.INTERNAL_ERROR);
          document.remove("codeName");
        }
        result.add(document);
      }
    }
    return result;
  }

  private static int number(Document reply, String field) {
    return reply.get(field) instanceof Number number ? number.intValue() : 0;
  }

  private static boolean isOrdered(Document command) {
    return !Boolean.FALSE.equals(command.get("ordered"));
  }
}
