package org.acervo;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.Locale;
import org.bson.Document;

/** How far the demo of this library has come, so that one that was cut short is taken up again. */
final class MongoDemo {
  private static final String ID = "demo";

  private final MongoCollection<Document> documents;

  MongoDemo(MongoDatabase database) {
    this.documents = database.getCollection("demo");
  }

  /** How far. */
  enum State {
    NONE,
    MAKING,
    READY
  }

  State state() {
    var document = documents.find(eq("_id", ID)).first();
    return document == null
        ? State.NONE
        : State.valueOf(document.getString("state").toUpperCase(Locale.ROOT));
  }

  void set(State state) {
    documents.updateOne(
        eq("_id", ID),
        Updates.set("state", state.name().toLowerCase(Locale.ROOT)),
        new UpdateOptions().upsert(true));
  }
}
