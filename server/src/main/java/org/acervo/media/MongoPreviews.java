package org.acervo.media;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Sha256;
import org.bson.Document;
import org.bson.types.Binary;

/**
 * Previews and page texts in MongoDB, named by the original's hash, so that equal originals share
 * them. All names of one original lie together in the order of {@code _id}: one range finds them.
 */
final class MongoPreviews {
  private final MongoCollection<Document> previews;
  private final MongoCollection<Document> texts;

  MongoPreviews(MongoDatabase database) {
    this.previews = database.getCollection("previews");
    this.texts = database.getCollection("texts");
  }

  private void put(Sha256 original, int page, Preview preview) {
    String id = previewId(original, page, preview.size());
    previews.replaceOne(
        eq("_id", id),
        new Document("_id", id)
            .append("type", preview.type().mime())
            .append("bytes", new Binary(preview.bytes())),
        new ReplaceOptions().upsert(true));
  }

  void put(Sha256 original, int page, List<Preview> drawn) {
    drawn.forEach(preview -> put(original, page, preview));
  }

  /** What was drawn and what was read of some pages. */
  void put(Sha256 original, List<PdfPage> pages) {
    for (var page : pages) {
      put(original, page.number(), page.previews());
      if (page.text() != null) {
        putText(original, page.number(), page.text());
      }
    }
  }

  Optional<Drawing> preview(Sha256 original, int page, int size) {
    return Optional.ofNullable(previews.find(eq("_id", previewId(original, page, size))).first())
        .map(document ->
            new Drawing(document.getString("type"), document.get("bytes", Binary.class).getData()));
  }

  private void putText(Sha256 original, int page, String text) {
    String id = original + "/" + page;
    texts.replaceOne(
        eq("_id", id),
        new Document("_id", id).append("text", text),
        new ReplaceOptions().upsert(true));
  }

  Optional<String> text(Sha256 original, int page) {
    return Optional.ofNullable(texts.find(eq("_id", original + "/" + page)).first())
        .map(document -> document.getString("text"));
  }

  void remove(Sha256 original) {
    for (var collection : List.of(previews, texts)) {
      collection.deleteMany(and(gte("_id", original + "/"), lt("_id", original + "0")));
    }
  }

  /**
   * The recipe is part of the name: another way of drawing gives other names, never other bytes.
   */
  private static String previewId(Sha256 original, int page, int size) {
    return original + "/" + Previews.RECIPE + "/" + page + "/" + size;
  }
}
