package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A database whose collections report their changes. */
final class EvaluationDatabase extends H2Database {
  private final MVStore store;
  private final WriteListener listener;

  EvaluationDatabase(String name, MVStore store, CursorRegistry cursors, WriteListener listener) {
    this.store = store;
    this.listener = listener;
    super(name, store, cursors);
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
    String fullName = getFullCollectionNamespace(name);
    MVMap<Object, Document> data = store.openMap("databases." + fullName);
    MVMap<String, Object> meta = store.openMap("meta." + fullName);
    return new EvaluationCollection(this, name, options, data, meta, cursorRegistry, listener);
  }

  @Override
  public void dropCollection(String name, Oplog oplog) {
    super.dropCollection(name, oplog);
    if (!name.startsWith("system.")) {
      listener.dropped(getFullCollectionNamespace(name));
    }
  }
}
