package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.acervo.embedded.index.Rewritten;
import org.jspecify.annotations.Nullable;

/**
 * Updates that make a new document out of each they find: by a pipeline, which the library does not
 * have, and by a replacement, in whose field names it allows no dots.
 */
final class Rewrites {
  private static final int INVALID_OPTIONS = 72;
  private static final Set<String> STAGES =
      Set.of("$addFields", "$project", "$replaceRoot", "$replaceWith", "$set", "$unset");

  private final EvaluationBackend backend;
  private final Pipelines pipelines;

  Rewrites(EvaluationBackend backend) {
    this.backend = backend;
    this.pipelines = new Pipelines(backend);
  }

  /** Whether {@code update} is one of these. */
  static boolean are(@Nullable Object update) {
    return update instanceof List || isReplacement(update);
  }

  static boolean isReplacement(@Nullable Object update) {
    return update instanceof Document document
        && document.keySet().stream().noneMatch(key -> key.startsWith("$"));
  }

  /**
   * The answer to one statement of an update, or null if nothing was found and the library has to
   * say what becomes of it.
   */
  @Nullable Document update(
      String database, String collection, Document statement, Variables variables) {
    boolean multi = Boolean.TRUE.equals(statement.get("multi"));
    Object update = statement.get("u");
    if (multi && !(update instanceof List)) {
      return null;
    }
    Rewritten done =
        backend.rewrite(
            database,
            collection,
            filter(statement, "q"),
            null,
            multi,
            becoming(database, update, variables));
    if (done.matched() == 0 && isUpsert(statement)) {
      refuseUpsert(update);
      return null;
    }
    return new Document("n", done.matched()).append("nModified", done.modified());
  }

  /** The answer to findAndModify, or null as with {@link #update}. */
  @Nullable Document findAndModify(
      String database, String collection, Document command, Variables variables) {
    Object update = command.get("update");
    Rewritten done =
        backend.rewrite(
            database,
            collection,
            filter(command, "query"),
            command.get("sort") instanceof Document sort ? sort : null,
            false,
            becoming(database, update, variables));
    if (done.matched() == 0 && isUpsert(command)) {
      refuseUpsert(update);
      return null;
    }
    Document value = Boolean.TRUE.equals(command.get("new")) ? done.lastAfter() : done.lastBefore();
    if (value != null && command.get("fields") instanceof Document fields) {
      value = backend.project(database, collection, value, fields);
    }
    return new Document(
            "lastErrorObject",
            new Document("n", done.matched()).append("updatedExisting", done.matched() > 0))
        .append("value", value);
  }

  private UnaryOperator<Document> becoming(
      String database, @Nullable Object update, Variables variables) {
    return update instanceof List<?> pipeline
        ? computed(database, variables.inStages(Cursors.documents(pipeline)))
        : before -> (Document) Objects.requireNonNull(update);
  }

  private UnaryOperator<Document> computed(String database, List<Document> stages) {
    for (Document stage : stages) {
      for (String name : stage.keySet()) {
        if (!STAGES.contains(name)) {
          throw new MongoServerError(
              INVALID_OPTIONS,
              "InvalidOptions",
              name + " is not allowed to be used within an update");
        }
      }
    }
    return pipelines.each(database, stages);
  }

  private static Document filter(Document statement, String field) {
    return statement.get(field) instanceof Document filter ? filter : new Document();
  }

  private static boolean isUpsert(Document statement) {
    return Boolean.TRUE.equals(statement.get("upsert"));
  }

  private static void refuseUpsert(@Nullable Object update) {
    if (update instanceof List) {
      throw CommandOptions.unsupported("an upsert by pipeline");
    }
  }
}
