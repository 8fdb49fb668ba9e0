package org.acervo.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Writes that can tell afterwards whether they happened. Each leaves a name of its own in the
 * document that it changes; when its answer is lost, the document is read, and if it carries the
 * name, the write has happened and goes on. If it does not, another write may have come since: then
 * nobody knows, and the first failure stands.
 */
public final class Mark {
  private static final String FIELD = "mark";

  private Mark() {}

  /** Changes the document {@code id} where {@code which} fits; what it is then. */
  public static Optional<Document> update(
      MongoCollection<Document> documents,
      String id,
      Bson which,
      Bson changes,
      FindOneAndUpdateOptions options) {
    String mark = UUID.randomUUID().toString();
    try {
      return Optional.ofNullable(
          documents.findOneAndUpdate(
              which,
              combine(changes, set(FIELD, mark)),
              options.returnDocument(ReturnDocument.AFTER)));
    } catch (RuntimeException e) {
      return Optional.of(read(documents, and(eq("_id", id), eq(FIELD, mark)), e));
    }
  }

  /** Inserts a document whose {@code _id} no other one has. */
  public static void insert(MongoCollection<Document> documents, Document document) {
    try {
      var _ = documents.insertOne(document);
    } catch (RuntimeException e) {
      var _ = read(documents, eq("_id", document.get("_id")), e);
    }
  }

  private static Document read(
      MongoCollection<Document> documents, Bson written, RuntimeException lost) {
    if (StoreFailures.of(lost).isEmpty()) {
      throw lost;
    }
    try {
      var there = documents.find(written).first();
      if (there != null) {
        return there;
      }
    } catch (RuntimeException again) {
      lost.addSuppressed(again);
    }
    throw lost;
  }
}
