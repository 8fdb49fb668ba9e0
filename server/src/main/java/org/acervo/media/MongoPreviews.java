package org.acervo.media;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.acervo.kernel.Checksum;
import org.acervo.kernel.Sha256;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Previews and page texts in MongoDB, named by the original's hash, so that equal originals share
 * them. All names of one original lie together in the order of {@code _id}: one range finds them.
 *
 * <p>Each carries a checksum over its name and all that is given out. What does not agree with it
 * is thrown away, and so is made anew as if it had never been there. Older versions wrote none.
 */
final class MongoPreviews {
  private static final Logger log = LoggerFactory.getLogger(MongoPreviews.class);

  private static final String TEXT = "text/plain";

  private final MongoCollection<Document> previews;
  private final MongoCollection<Document> texts;

  MongoPreviews(MongoDatabase database) {
    this.previews = database.getCollection("previews");
    this.texts = database.getCollection("texts");
  }

  private void put(Sha256 original, int page, Preview preview) {
    String id = previewId(original, page, preview.size());
    String type = preview.type().mime();
    previews.replaceOne(
        eq("_id", id),
        new Document("_id", id)
            .append("type", type)
            .append("bytes", new Binary(preview.bytes()))
            .append("sum", sum(id, type, preview.bytes())),
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
    String id = previewId(original, page, size);
    return sound(
        previews,
        id,
        document ->
            document.get("type") instanceof String type
                    && document.get("bytes") instanceof Binary bytes
                ? new Read<>(new Drawing(type, bytes.getData()), sum(id, type, bytes.getData()))
                : null);
  }

  private void putText(Sha256 original, int page, String text) {
    String id = original + "/" + page;
    texts.replaceOne(
        eq("_id", id),
        new Document("_id", id).append("text", text).append("sum", sum(id, TEXT, bytes(text))),
        new ReplaceOptions().upsert(true));
  }

  Optional<String> text(Sha256 original, int page) {
    String id = original + "/" + page;
    return sound(
        texts,
        id,
        document ->
            document.get("text") instanceof String text
                ? new Read<>(text, sum(id, TEXT, bytes(text)))
                : null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static long sum(String id, String type, byte[] bytes) {
    return Checksum.of(id + " " + type, 0, bytes);
  }

  /** What was read, with the checksum that it should carry. */
  private record Read<T>(T value, long sum) {
    boolean agreesWith(Document document) {
      return !(document.get("sum") instanceof Number stored) || stored.longValue() == sum;
    }
  }

  private static <T> Optional<T> sound(
      MongoCollection<Document> documents, String id, Function<Document, @Nullable Read<T>> read) {
    var document = documents.find(eq("_id", id)).first();
    if (document == null) {
      return Optional.empty();
    }
    var found = read.apply(document);
    if (found != null && found.agreesWith(document)) {
      return Optional.of(found.value());
    }
    log.warn("{} is damaged in the storage; it is thrown away and made anew", id);
    documents.deleteOne(and(eq("_id", id), eq("sum", document.get("sum"))));
    return Optional.empty();
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
