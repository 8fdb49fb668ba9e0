package org.acervo.store.changefeed;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Optional;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/** One document for each consumer, with the server's resume token. */
final class MongoPositions implements Positions {
  private final MongoCollection<BsonDocument> documents;

  MongoPositions(Store store) {
    this.documents = store.database().getCollection("change_positions", BsonDocument.class);
  }

  @Override
  public Optional<StreamPosition> read(String consumer) {
    return Optional.ofNullable(documents.find(eq("_id", consumer)).first())
        .map(MongoPositions::position);
  }

  private static StreamPosition position(BsonDocument document) {
    return document.isDocument("token")
        ? new StreamPosition.After(document.getDocument("token"), SnapshotTime.ZERO, false)
        : new StreamPosition.At(SnapshotTime.parse(document.getString("at").getValue()));
  }

  @Override
  public void save(String consumer, StreamPosition position) {
    var document = new BsonDocument("_id", new BsonString(consumer));
    switch (position) {
      case StreamPosition.After(var token, var _, var _) -> document.append("token", token);
      case StreamPosition.At(var time) -> document.append("at", string(time));
    }
    documents.replaceOne(eq("_id", consumer), document, new ReplaceOptions().upsert(true));
  }

  private static BsonValue string(SnapshotTime time) {
    return new BsonString(time.toString());
  }
}
