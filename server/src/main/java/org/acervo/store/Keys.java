package org.acervo.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.util.Objects;
import org.bson.types.Binary;

/** Secret keys that all nodes share, made by whichever needs one first. */
public final class Keys {
  private static final int BYTES = 32;

  private Keys() {}

  public static byte[] obtain(MongoDatabase database, String name) {
    var fresh = new byte[BYTES];
    new SecureRandom().nextBytes(fresh);
    var document =
        database
            .getCollection("keys")
            .findOneAndUpdate(
                eq("_id", name),
                Updates.setOnInsert("key", new Binary(fresh)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
    return Objects.requireNonNull(document, "an upsert gives a document")
        .get("key", Binary.class)
        .getData();
  }
}
