package org.acervo.items;

import static com.mongodb.client.model.Updates.combine;

import com.mongodb.client.model.Updates;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** How an item lies in MongoDB: short names, because they are stored a million times. */
final class MongoItemDocument {
  private MongoItemDocument() {}

  static Item read(Document document) {
    var del = document.get("del", Document.class);
    return new Item(
        new ItemId(document.getString("_id")),
        new CollectionId(document.getString("home")),
        Kind.of(document.getString("kind")).orElseThrow(),
        document.getString("title"),
        document.getString("descr"),
        document.getList("tags", String.class, List.of()),
        document.getString("name"),
        Objects.requireNonNullElse(document.getString("nk"), ""),
        document.get("size", Number.class).longValue(),
        document.getString("type"),
        new Sha256(document.getString("blob")),
        document.getInteger("w"),
        document.getInteger("h"),
        document.getInteger("pages"),
        taken(document),
        document.getDate("added").toInstant(),
        MongoPreview.read(document.get("preview", Document.class)),
        meta(document.get("meta", Document.class)),
        place(document.get("gps", Document.class)),
        Optional.ofNullable(document.getString("by")).map(UserId::new),
        document.get("rev", Number.class).longValue(),
        Optional.ofNullable(del).map(trash -> trash.getDate("at").toInstant()));
  }

  /** The local time lies there as if it were UTC, so that the order of the index is that of it. */
  static Taken taken(Document document) {
    var local = LocalDateTime.ofInstant(document.getDate("taken").toInstant(), ZoneOffset.UTC);
    var offset = Optional.ofNullable(document.getInteger("tz")).map(ZoneOffset::ofTotalSeconds);
    return new Taken(local, offset, Taken.Source.of(document.getString("ts")));
  }

  /** As changes of a document; an offset that is not known is taken away. */
  static Bson set(Taken taken) {
    return combine(
        Updates.set("taken", Date.from(taken.order())),
        taken
            .offset()
            .map(offset -> Updates.set("tz", offset.getTotalSeconds()))
            .orElseGet(() -> Updates.unset("tz")),
        Updates.set("ts", taken.source().code()));
  }

  private static Map<String, String> meta(@Nullable Document document) {
    var meta = new HashMap<String, String>();
    if (document != null) {
      document.forEach((name, value) -> meta.put(name, String.valueOf(value)));
    }
    return meta;
  }

  private static Optional<Item.Place> place(@Nullable Document document) {
    return Optional.ofNullable(document)
        .map(gps -> new Item.Place(gps.getDouble("lat"), gps.getDouble("lon")));
  }
}
