package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Insert, update, delete and findAndModify with the outcome a real server reports. The library
 * counts documents it did not insert, goes on after an error in an ordered command, answers a
 * failed delete as a failed command and leaves out what findAndModify did; so updates and deletes
 * reach it one statement at a time, and the outcome is put together here.
 */
final class WriteCommands {
  private final EvaluationBackend backend;
  private final ChangeRecorder changes;

  WriteCommands(EvaluationBackend backend, ChangeRecorder changes) {
    this.backend = backend;
    this.changes = changes;
  }

  Document run(Channel channel, String database, String name, Document command) {
    return switch (name) {
      case "insert" -> insert(channel, database, command);
      case "update" -> eachStatement(channel, database, "update", "updates", command);
      case "delete" -> eachStatement(channel, database, "delete", "deletes", command);
      case "findAndModify", "findandmodify" -> findAndModify(channel, database, command);
      case "drop" -> drop(channel, database, command);
      default -> backend.handleCommand(channel, database, name, command);
    };
  }

  private Document insert(Channel channel, String database, Document command) {
    List<Document> documents = Cursors.documents(command.get("documents"));
    Document reply = backend.handleCommand(channel, database, "insert", command);
    List<?> errors = reply.get("writeErrors") instanceof List<?> list ? list : List.of();
    int inserted = documents.size() - errors.size();
    if (isOrdered(command) && !errors.isEmpty()) {
      inserted = number((Document) errors.getFirst(), "index");
    }
    reply.put("n", inserted);
    return reply;
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
    for (int i = 0; i < statements.size(); i++) {
      try {
        Document one = single(name, field, command, statements.get(i));
        changes.begin(isReplacement(statements.get(i).get("u")));
        Document reply = backend.handleCommand(channel, database, name, one);
        matched += number(reply, "n");
        modified += number(reply, "nModified");
        upserted.addAll(numbered(reply, "upserted", i));
        errors.addAll(numbered(reply, "writeErrors", i));
      } catch (RuntimeException e) {
        // The library throws its own errors and plain ones; either way this statement failed.
        errors.add(new Document("index", i).appendAll(Replies.describe(e)));
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
    if (!errors.isEmpty()) {
      reply.append("writeErrors", errors);
    }
    return reply;
  }

  private static Document single(String name, String field, Document command, Document statement) {
    if (statement.get("u") instanceof List) {
      throw new MongoServerError(
          9, "FailedToParse", "the evaluation server has no updates by pipeline");
    }
    return new Document(name, command.get(name))
        .append("ordered", true)
        .append(field, List.of(statement));
  }

  private Document findAndModify(Channel channel, String database, Document command) {
    changes.begin(isReplacement(command.get("update")));
    Document reply = backend.handleCommand(channel, database, "findAndModify", command);
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

  private static boolean isReplacement(@Nullable Object update) {
    return update instanceof Document document
        && document.keySet().stream().noneMatch(key -> key.startsWith("$"));
  }

  private static List<Document> numbered(Document reply, String field, int index) {
    List<Document> result = new ArrayList<>();
    if (reply.get(field) instanceof Iterable<?> entries) {
      for (Object entry : entries) {
        Document document = (Document) entry;
        document.put("index", index);
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
