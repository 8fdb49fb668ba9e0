package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options that a command on documents may have. An unknown one is an error, as on real servers;
 * one that would change the answer and that nobody here heeds is refused.
 *
 * <p>Source: MongoDB manual, "Database Commands", version 6.0.
 */
final class CommandOptions {
  private static final int UNKNOWN_FIELD = 40415;
  private static final int COMMAND_NOT_SUPPORTED = 115;
  private static final int BAD_VALUE = 2;

  private static final Set<String> OF_EVERY_COMMAND =
      Set.of(
          "$clusterTime",
          "$db",
          "$readPreference",
          "apiDeprecationErrors",
          "apiStrict",
          "apiVersion",
          "autocommit",
          "comment",
          "lsid",
          "maxTimeMS",
          "readConcern",
          "startTransaction",
          "stmtId",
          "txnNumber",
          "writeConcern");

  private static final Map<String, Set<String>> OF_COMMAND =
      Map.of(
          "find",
          Set.of(
              "allowDiskUse",
              "allowPartialResults",
              "batchSize",
              "collation",
              "filter",
              "hint",
              "let",
              "limit",
              "projection",
              "singleBatch",
              "skip",
              "sort"),
          "aggregate",
          Set.of(
              "allowDiskUse",
              "bypassDocumentValidation",
              "collation",
              "cursor",
              "hint",
              "let",
              "pipeline"),
          "count",
          Set.of("collation", "fields", "hint", "limit", "query", "skip"),
          "distinct",
          Set.of("collation", "key", "query"),
          "insert",
          Set.of("bypassDocumentValidation", "documents", "ordered"),
          "update",
          Set.of("bypassDocumentValidation", "let", "ordered", "updates"),
          "delete",
          Set.of("deletes", "let", "ordered"),
          "findAndModify",
          Set.of(
              "arrayFilters",
              "bypassDocumentValidation",
              "collation",
              "fields",
              "hint",
              "let",
              "new",
              "query",
              "remove",
              "sort",
              "update",
              "upsert"),
          "create",
          Set.of("capped", "max", "size", "collation"));

  private static final Map<String, Set<String>> OF_STATEMENT =
      Map.of(
          "update",
          Set.of("arrayFilters", "collation", "hint", "multi", "q", "u", "upsert"),
          "delete",
          Set.of("collation", "hint", "limit", "q"));

  /** Known to real servers, and to nobody here. */
  private static final Set<String> UNSUPPORTED =
      Set.of(
          "awaitData",
          "c",
          "changeStreamPreAndPostImages",
          "clusteredIndex",
          "encryptedFields",
          "explain",
          "expireAfterSeconds",
          "max",
          "min",
          "noCursorTimeout",
          "pipeline",
          "returnKey",
          "showRecordId",
          "tailable",
          "timeseries",
          "validationAction",
          "validationLevel",
          "validator",
          "viewOn");

  private final EvaluationBackend backend;

  CommandOptions(EvaluationBackend backend) {
    this.backend = backend;
  }

  /** Of a command, without those of its statements. */
  void check(String database, String name, Document command) {
    String canonical = name.equals("findandmodify") ? "findAndModify" : name;
    for (Document index : Cursors.documents(command.get("indexes"))) {
      checkMeaning(database, null, index);
    }
    Set<String> known = OF_COMMAND.get(canonical);
    if (known == null) {
      return;
    }
    for (Map.Entry<String, Object> option : command.entrySet()) {
      String field = option.getKey();
      if (!field.equals(name) && !OF_EVERY_COMMAND.contains(field)) {
        checkKnown(canonical, known, option);
      }
    }
    checkMeaning(database, command.get(name), command);
    checkUpsert(command, "query", "update");
  }

  /** Of updates or deletes: an unknown option fails them all, before the first is done. */
  static void checkStatements(String name, List<Document> statements) {
    for (Document statement : statements) {
      for (Map.Entry<String, Object> option : statement.entrySet()) {
        checkKnown(name + "." + name + "s", OF_STATEMENT.get(name), option);
      }
    }
  }

  /** Of one update or delete, which fails alone. */
  void checkStatement(String database, Document command, String name, Document statement) {
    checkMeaning(database, command.get(name), statement);
    checkUpsert(statement, "q", "u");
  }

  /** The library gives an upserted document another id than null. */
  private static void checkUpsert(Document options, String filter, String update) {
    if (Boolean.TRUE.equals(options.get("upsert"))
        && (hasNoId(options.get(filter)) || hasNoId(options.get(update)))) {
      throw unsupported("an upsert under the _id null");
    }
  }

  private static boolean hasNoId(@Nullable Object part) {
    return part instanceof Document document
        && document.containsKey("_id")
        && document.get("_id") == null;
  }

  private static void checkKnown(
      String place, @Nullable Set<String> known, Map.Entry<String, Object> option) {
    String field = option.getKey();
    if (known != null && known.contains(field)) {
      return;
    }
    if (!UNSUPPORTED.contains(field)) {
      throw new MongoServerError(
          UNKNOWN_FIELD,
          "Location40415",
          "BSON field '%s.%s' is an unknown field.".formatted(place, field));
    }
    if (!Boolean.FALSE.equals(option.getValue())) {
      throw unsupported("the option " + field + " of " + place);
    }
  }

  private void checkMeaning(String database, @Nullable Object collection, Document options) {
    if (options.get("collation") instanceof Document collation
        && !collation.isEmpty()
        && !"simple".equals(collation.get("locale"))) {
      throw unsupported("collation, other than the simple one,");
    }
    Object hint = options.get("hint");
    if (hint != null && !"".equals(hint) && collection instanceof String name) {
      checkHint(backend.indexes(database, name), hint);
    }
  }

  /** An index may be named only if it is there, and if it holds all documents. */
  private static void checkHint(List<Document> indexes, Object hint) {
    if (hint instanceof Document keys && (keys.isEmpty() || keys.containsKey("$natural"))) {
      if (keys.get("$natural") instanceof Number order && order.doubleValue() < 0) {
        throw unsupported("a hint to the reverse natural order");
      }
      return;
    }
    if (indexes.isEmpty()) {
      return; // there is no such collection, and nothing to be found in it
    }
    Document index =
        indexes.stream()
            .filter(one -> hint.equals(one.get("name")) || sameKeys(one.get("key"), hint))
            .findFirst()
            .orElseThrow(() ->
                new MongoServerError(
                    BAD_VALUE,
                    "BadValue",
                    "error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index"));
    if (Boolean.TRUE.equals(index.get("sparse")) || index.get("partialFilterExpression") != null) {
      throw unsupported("a hint to a sparse or partial index");
    }
  }

  private static boolean sameKeys(@Nullable Object keys, Object hint) {
    return keys instanceof Document left
        && hint instanceof Document right
        && List.copyOf(left.keySet()).equals(List.copyOf(right.keySet()))
        && left.keySet().stream().allMatch(key -> sameOrder(left.get(key), right.get(key)));
  }

  private static boolean sameOrder(@Nullable Object left, @Nullable Object right) {
    return (left instanceof Number one && right instanceof Number other)
        ? one.doubleValue() == other.doubleValue()
        : left != null && left.equals(right);
  }

  static MongoServerError unsupported(String what) {
    return new MongoServerError(
        COMMAND_NOT_SUPPORTED,
        "CommandNotSupported",
        "the evaluation server does not support " + what);
  }
}
