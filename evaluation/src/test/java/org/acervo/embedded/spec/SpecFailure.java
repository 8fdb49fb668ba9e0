package org.acervo.embedded.spec;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import java.util.Locale;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.BsonValue;

/** Compares a failure with the one a test expects. */
record SpecFailure(SpecMatch match, RuntimeException failure) {
  void require(BsonDocument expected) {
    for (var entry : expected.entrySet()) {
      BsonValue value = entry.getValue();
      switch (entry.getKey()) {
        case "isError" -> {}
        case "isClientError" ->
            requireThat(
                value.asBoolean().getValue() != (failure instanceof MongoServerException),
                entry.getKey());
        case "errorContains" ->
            requireThat(
                String.valueOf(failure.getMessage())
                    .toLowerCase(Locale.ROOT)
                    .contains(value.asString().getValue().toLowerCase(Locale.ROOT)),
                "message with " + value);
        case "errorCode" ->
            requireThat(
                failure instanceof MongoException e && e.getCode() == value.asNumber().intValue(),
                "code " + value);
        case "errorResponse" -> match.require(value, response(), true, "the reply");
        case "expectResult" ->
            match.require(
                value,
                failure instanceof MongoBulkWriteException e
                    ? SpecWrites.result(e.getWriteResult())
                    : new BsonDocument(),
                true,
                "the partial result");
        default ->
            throw new UnsupportedOperationException("the runner does not know " + entry.getKey());
      }
    }
  }

  private BsonDocument response() {
    return switch (failure) {
      case MongoCommandException e -> e.getResponse();
      case MongoWriteException e ->
          new BsonDocument("code", new BsonInt32(e.getError().getCode()))
              .append("errmsg", new BsonString(e.getError().getMessage()))
              .append("errInfo", e.getError().getDetails());
      case MongoWriteConcernException e ->
          new BsonDocument("code", new BsonInt32(e.getCode()))
              .append("errInfo", e.getWriteConcernError().getDetails());
      default -> new BsonDocument("ok", BsonBoolean.FALSE);
    };
  }

  private void requireThat(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("expected another failure: " + what, failure);
    }
  }
}
