package org.acervo.items;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.UserId;
import org.acervo.store.Migrations;
import org.bson.Document;
import org.bson.conversions.Bson;

/** Moves of which the history does not tell yet; a handful at any time. */
final class MongoMoves {
  private static final String NAME = "item_moves";

  private final MongoCollection<Document> documents;

  MongoMoves(MongoDatabase database) {
    this.documents = database.getCollection(NAME);
  }

  static Migrations.Step indexes() {
    return new Migrations.Step(
        "items-2-moves",
        database -> database.getCollection(NAME).createIndex(Indexes.ascending("item")));
  }

  /** One of them, named. */
  record Move(
      String name,
      ItemId item,
      CollectionId from,
      CollectionId to,
      UserId by,
      String login,
      Instant at) {}

  void insert(Move move) {
    documents.insertOne(
        new Document("_id", move.name())
            .append("item", move.item().value())
            .append("from", move.from().value())
            .append("to", move.to().value())
            .append("by", move.by().value())
            .append("login", move.login())
            .append("at", Date.from(move.at())));
  }

  Optional<Move> find(String name) {
    return find(eq("_id", name)).stream().findFirst();
  }

  List<Move> of(ItemId item) {
    return find(eq("item", item.value()));
  }

  List<Move> all() {
    return find(Filters.empty());
  }

  private List<Move> find(Bson which) {
    return documents
        .find(which)
        .sort(new Document("_id", 1))
        .map(MongoMoves::read)
        .into(new ArrayList<>());
  }

  void remove(String name) {
    documents.deleteOne(eq("_id", name));
  }

  private static Move read(Document document) {
    return new Move(
        document.getString("_id"),
        new ItemId(document.getString("item")),
        new CollectionId(document.getString("from")),
        new CollectionId(document.getString("to")),
        new UserId(document.getString("by")),
        document.getString("login"),
        document.getDate("at").toInstant());
  }
}
