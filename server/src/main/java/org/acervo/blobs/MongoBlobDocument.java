package org.acervo.blobs;

import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.Checksum;
import org.acervo.kernel.Sha256;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;

/** How a blob is written down. */
final class MongoBlobDocument {
  private MongoBlobDocument() {}

  /** What a blob is, see {@link Publishing}. */
  enum State {
    STAGED,
    READY,
    DOOMED;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> keys(State... states) {
      return Arrays.stream(states).map(State::key).toList();
    }
  }

  /**
   * A blob in its state.
   *
   * @param held counts who took hold of it, so that one who decides by what was read finds out
   */
  record Stored(Blob blob, State state, long held) {}

  static Document staged(Copy copy, Date now, long held) {
    var document = document(copy.sha256(), copy.size(), State.STAGED, now).append("held", held);
    return switch (copy.place()) {
      case Blob.Place.Inline(String id) -> {
        byte[] bytes = requireNonNull(copy.bytes());
        yield document
            .append("store", "inline")
            .append("copy", id)
            .append("bytes", new Binary(bytes))
            .append("sum", Checksum.of(copy.sha256().hex(), 0, bytes));
      }
      case Blob.Place.Chunks(String file, int size) ->
          document.append("store", "gridfs").append("file", file).append("chunk", size);
      case Blob.Place.Missing() -> throw new IllegalStateException("a copy lies somewhere");
    };
  }

  static Document missing(Sha256 name, long size, Date now) {
    return document(name, size, State.READY, now).append("store", "missing").append("damaged", now);
  }

  private static Document document(Sha256 name, long size, State state, Date now) {
    return new Document("_id", name.hex())
        .append("size", size)
        .append("state", state.key())
        .append("touched", now)
        .append("checked", now);
  }

  static Bson rewritten(Sha256 name, String copy, byte[] bytes) {
    return combine(
        set("copy", copy),
        set("bytes", new Binary(bytes)),
        set("sum", Checksum.of(name.hex(), 0, bytes)));
  }

  static Stored read(Document document) {
    Blob.Place place =
        switch (document.getString("store")) {
          case "inline" -> new Blob.Place.Inline(document.get("copy", ""));
          case "missing" -> new Blob.Place.Missing();
          default ->
              new Blob.Place.Chunks(document.getString("file"), document.getInteger("chunk"));
        };
    var blob =
        new Blob(
            new Sha256(document.getString("_id")),
            document.get("size", Number.class).longValue(),
            place,
            document.getDate("checked").toInstant(),
            Optional.ofNullable(document.getDate("damaged")).map(Date::toInstant));
    return new Stored(
        blob,
        State.valueOf(document.getString("state").toUpperCase(Locale.ROOT)),
        requireNonNullElse(document.get("held", Number.class), 0L).longValue());
  }

  static Blobs.Total total(Document group) {
    return new Blobs.Total(
        group.getString("_id"),
        group.get("files", Number.class).longValue(),
        group.get("bytes", Number.class).longValue());
  }

  /** The note about the last verification. */
  static Document verified(Blobs.Verified last) {
    return new Document("_id", "last")
        .append("at", Date.from(last.at()))
        .append("files", last.files())
        .append("damaged", last.damaged())
        .append("missing", last.missing());
  }

  static Blobs.Verified verified(Document document) {
    return new Blobs.Verified(
        document.getDate("at").toInstant(),
        document.getLong("files"),
        document.getLong("damaged"),
        document.getLong("missing"));
  }
}
