package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;

/**
 * What a client watches and from when on.
 *
 * @param database the database watched, or empty for all
 * @param collection the collection watched, or empty for all of the database
 * @param lookUp whether updates show the document as it is now
 * @param position the time after which events are shown first
 */
record ChangeStream(String database, String collection, boolean lookUp, long position) {
  /** From the aggregate command whose first stage is {@code $changeStream}. */
  static ChangeStream of(String database, Document command, Document options, long now) {
    boolean cluster = Boolean.TRUE.equals(options.get("allChangesForCluster"));
    return new ChangeStream(
        cluster ? "" : database,
        command.get("aggregate") instanceof String name ? name : "",
        "updateLookup".equals(options.get("fullDocument")),
        start(options, now));
  }

  private static long start(Document options, long now) {
    if (options.get("resumeAfter") instanceof Document token) {
      return position(token);
    }
    if (options.get("startAfter") instanceof Document token) {
      return position(token);
    }
    if (options.get("startAtOperationTime") instanceof BsonTimestamp time) {
      return time.getValue() - 1;
    }
    return now;
  }

  static Document token(long position) {
    return new Document("_data", "%016x".formatted(position));
  }

  private static long position(Document token) {
    try {
      return Long.parseUnsignedLong(String.valueOf(token.get("_data")), 16);
    } catch (NumberFormatException e) {
      throw new MongoServerError(
          260, "InvalidResumeToken", "this resume token is not from this server: " + token, e);
    }
  }

  boolean shows(ChangeLog.Entry entry) {
    return (database.isEmpty() || database.equals(entry.database()))
        && (collection.isEmpty() || collection.equals(entry.collection()));
  }

  String namespace() {
    return database + "." + (collection.isEmpty() ? "$cmd.aggregate" : collection);
  }
}
