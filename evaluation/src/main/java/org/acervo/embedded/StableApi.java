package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.List;
import java.util.Set;

/**
 * MongoDB's stable API, version 1. A strict client is refused here what a real server would refuse,
 * so that a test on the evaluation server finds a forbidden command.
 *
 * <p>Source: MongoDB manual, "Stable API" (commands and parameters of API version 1).
 */
final class StableApi {
  private static final Set<String> COMMANDS =
      Set.of(
          "abortTransaction",
          "aggregate",
          "authenticate",
          "bulkWrite",
          "collMod",
          "commitTransaction",
          "count",
          "create",
          "createIndexes",
          "delete",
          "drop",
          "dropDatabase",
          "dropIndexes",
          "endSessions",
          "explain",
          "find",
          "findAndModify",
          "getMore",
          "hello",
          "insert",
          "killCursors",
          "listCollections",
          "listDatabases",
          "listIndexes",
          "ping",
          "refreshSessions",
          "update");

  private static final Set<String> UNSTABLE_STAGES =
      Set.of(
          "$currentOp",
          "$indexStats",
          "$listLocalSessions",
          "$listSessions",
          "$planCacheStats",
          "$search");

  private static final Set<String> UNSTABLE_INDEX_OPTIONS =
      Set.of("background", "bucketSize", "sparse", "storageEngine");

  private StableApi() {}

  static void check(String name, Document command) {
    Object version = command.get("apiVersion");
    if (version == null) {
      if (command.containsKey("apiStrict") || command.containsKey("apiDeprecationErrors")) {
        throw new MongoServerError(
            72, "InvalidOptions", "apiStrict and apiDeprecationErrors need an apiVersion");
      }
      return;
    }
    if (!version.equals("1")) {
      throw new MongoServerError(
          322, "APIVersionError", "API version must be \"1\", not \"" + version + "\"");
    }
    if (Boolean.TRUE.equals(command.get("apiStrict"))) {
      checkStrict(name, command);
    }
  }

  private static void checkStrict(String name, Document command) {
    if (!COMMANDS.contains(name)) {
      throw strict("Provided apiStrict:true, but the command " + name + " is not in API Version 1");
    }
    if (name.equals("aggregate") && command.get("pipeline") instanceof List<?> stages) {
      for (Object stage : stages) {
        if (stage instanceof Document document) {
          refuse(document, UNSTABLE_STAGES, "stage");
        }
      }
    }
    if (name.equals("createIndexes") && command.get("indexes") instanceof List<?> indexes) {
      for (Object index : indexes) {
        if (index instanceof Document document) {
          refuse(document, UNSTABLE_INDEX_OPTIONS, "index option");
        }
      }
    }
  }

  private static void refuse(Document document, Set<String> forbidden, String what) {
    for (String key : document.keySet()) {
      if (forbidden.contains(key)) {
        throw strict("%s %s is not allowed with 'apiStrict: true'".formatted(what, key));
      }
    }
  }

  private static MongoServerError strict(String message) {
    return new MongoServerError(323, "APIStrictError", message);
  }
}
