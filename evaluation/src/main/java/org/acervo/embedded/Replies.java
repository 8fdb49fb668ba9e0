package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import org.acervo.embedded.index.DuplicateKey;

/** What every reply has in common: the outcome, and the logical time it is true at. */
final class Replies {
  static final int INTERNAL_ERROR = 1;
  private static final Document UNSIGNED =
      new Document("hash", new BinData(new byte[20])).append("keyId", 0L);

  private Replies() {}

  static Document ok(Document reply, long time) {
    reply.put("ok", 1.0);
    return stamped(reply, time);
  }

  static Document failure(RuntimeException failure, long time) {
    return stamped(describe(failure).append("ok", 0.0), time);
  }

  /** Message and code of a failure, and of a duplicate key where and which. */
  static Document describe(RuntimeException failure) {
    if (failure instanceof MongoServerError error) {
      Document told =
          new Document("errmsg", error.getMessageWithoutErrorCode())
              .append("code", error.getCode())
              .append("codeName", error.getCodeName());
      // An index that cannot be built has the duplicate as its cause.
      Throwable reason = error instanceof DuplicateKey ? error : error.getCause();
      return reason instanceof DuplicateKey duplicate
          ? told.append("keyPattern", duplicate.keyPattern())
              .append("keyValue", duplicate.keyValue())
          : told;
    }
    return new Document("errmsg", String.valueOf(failure.getMessage()))
        .append("code", INTERNAL_ERROR)
        .append("codeName", "InternalError");
  }

  /** The same for one statement of several, which is told without the name of the code. */
  static Document writeError(int index, RuntimeException failure) {
    Document told = new Document("index", index).appendAll(describe(failure));
    told.remove("codeName");
    return told;
  }

  private static Document stamped(Document reply, long time) {
    BsonTimestamp timestamp = new BsonTimestamp(time);
    return reply
        .append(
            "$clusterTime", new Document("clusterTime", timestamp).append("signature", UNSIGNED))
        .append("operationTime", timestamp);
  }
}
