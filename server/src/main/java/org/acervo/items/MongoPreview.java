package org.acervo.items;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * How the state of previews lies in an item's document. Beside what is shown, it may carry {@code
 * due}, which says that and when the file is to be looked into; {@link MongoPreviewQueue} tells
 * more.
 */
final class MongoPreview {
  private MongoPreview() {}

  /** Of an item that is new: whatever is known of it, its file is to be looked into. */
  static Document first(Preview preview) {
    return write(preview).append("due", Date.from(Instant.EPOCH)).append("tries", 0);
  }

  static Document write(Preview preview) {
    return switch (preview) {
      case Preview.Pending(var delay) -> {
        var document = new Document("state", "pending");
        delay.ifPresent(reason -> append(document, reason));
        yield document;
      }
      case Preview.Ready(String hash, String color) ->
          new Document("state", "ready").append("hash", hash).append("color", color);
      case Preview.Partial(String hash, String color, Reason missing) ->
          append(
              new Document("state", "partial").append("hash", hash).append("color", color),
              missing);
      case Preview.Failed(Reason reason) -> append(new Document("state", "failed"), reason);
      case Preview.None(Reason reason) -> append(new Document("state", "none"), reason);
    };
  }

  private static Document append(Document document, Reason reason) {
    return document.append("code", reason.code()).append("params", new Document(reason.params()));
  }

  static Preview read(@Nullable Document document) {
    if (document == null) {
      return new Preview.Pending();
    }
    return switch (document.getString("state")) {
      case "ready" -> new Preview.Ready(document.getString("hash"), document.getString("color"));
      case "partial" ->
          new Preview.Partial(
              document.getString("hash"), document.getString("color"), reason(document));
      case "failed" -> new Preview.Failed(reason(document));
      case "none" -> new Preview.None(reason(document));
      default ->
          new Preview.Pending(
              Optional.ofNullable(document.getString("code")).map(_ -> reason(document)));
    };
  }

  private static Reason reason(Document document) {
    Map<String, Object> params = new HashMap<>();
    var kept = document.get("params", Document.class);
    if (kept != null) {
      kept.forEach((name, value) ->
          params.put(name, value instanceof Number number ? (Object) number.longValue() : value));
    }
    var code = document.getString("code");
    return new Reason(code == null ? "unknown" : code, params);
  }
}
