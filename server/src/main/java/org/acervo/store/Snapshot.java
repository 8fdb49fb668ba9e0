package org.acervo.store;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Reads that belong to the snapshot around them, if there is one ({@link SnapshotClock#read}), and
 * otherwise see the newest state. A read that forgets to ask here is newer than the others of its
 * view, never older.
 */
public final class Snapshot {
  static final ScopedValue<ClientSession> SESSION = ScopedValue.newInstance();

  private Snapshot() {}

  public static FindIterable<Document> find(MongoCollection<Document> documents, Bson filter) {
    return SESSION.isBound() ? documents.find(SESSION.get(), filter) : documents.find(filter);
  }
}
