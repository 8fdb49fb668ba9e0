package org.acervo.items;

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
        document.getDate("taken").toInstant(),
        document.getDate("added").toInstant(),
        MongoPreview.read(document.get("preview", Document.class)),
        meta(document.get("meta", Document.class)),
        place(document.get("gps", Document.class)),
        Optional.ofNullable(document.getString("by")).map(UserId::new),
        document.get("rev", Number.class).longValue(),
        Optional.ofNullable(del).map(trash -> trash.getDate("at").toInstant()));
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
