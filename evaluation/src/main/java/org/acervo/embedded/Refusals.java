package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/** What this server cannot keep is refused, not accepted and forgotten. */
final class Refusals {
  private static final int ILLEGAL_OPERATION = 20;
  private static final int COMMAND_NOT_SUPPORTED = 115;

  private Refusals() {}

  static void check(String name, Document command) {
    if (command.containsKey("startTransaction")
        || Boolean.FALSE.equals(command.get("autocommit"))) {
      throw new MongoServerError(
          ILLEGAL_OPERATION,
          "IllegalOperation",
          "the evaluation server has no multi-document transactions");
    }
    if (name.equals("collMod")
        || (name.equals("create")
            && (command.containsKey("validator") || command.containsKey("viewOn")))) {
      throw new MongoServerError(
          COMMAND_NOT_SUPPORTED,
          "CommandNotSupported",
          "the evaluation server has no validators, views or changes of collection options");
    }
  }
}
