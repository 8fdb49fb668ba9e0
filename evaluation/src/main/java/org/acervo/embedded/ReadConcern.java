package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.OptionalLong;

/**
 * What a reader demands.
 *
 * @param acknowledged only data that survives a crash (majority, linearizable, snapshot)
 * @param at the logical time a snapshot must show
 * @param after the logical time whose writes must be visible
 */
record ReadConcern(boolean acknowledged, boolean snapshot, OptionalLong at, OptionalLong after) {
  static ReadConcern of(Document command) {
    if (!(command.get("readConcern") instanceof Document concern)) {
      return new ReadConcern(false, false, OptionalLong.empty(), OptionalLong.empty());
    }
    String level = String.valueOf(concern.getOrDefault("level", "local"));
    boolean snapshot = level.equals("snapshot");
    boolean acknowledged =
        switch (level) {
          case "local", "available" -> false;
          case "majority", "linearizable", "snapshot" -> true;
          default ->
              throw new MongoServerError(
                  9, "FailedToParse", "Unrecognized read concern level '" + level + "'");
        };
    OptionalLong at = time(concern, "atClusterTime");
    if (at.isPresent() && !snapshot) {
      throw new MongoServerError(
          72, "InvalidOptions", "atClusterTime needs the read concern level snapshot");
    }
    return new ReadConcern(acknowledged, snapshot, at, time(concern, "afterClusterTime"));
  }

  private static OptionalLong time(Document concern, String field) {
    return concern.get(field) instanceof BsonTimestamp time
        ? OptionalLong.of(time.getValue())
        : OptionalLong.empty();
  }
}
