package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;

/** Reports every change of its documents; the three methods below are the only ways to one. */
final class EvaluationCollection extends H2Collection {
  private final WriteListener listener;

  EvaluationCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      MVMap<Object, Document> data,
      MVMap<String, Object> meta,
      CursorRegistry cursors,
      WriteListener listener) {
    super(database, name, options, data, meta, cursors);
    this.listener = listener;
  }

  @Override
  public synchronized void addDocument(Document document) {
    super.addDocument(document);
    if (isUserCollection()) {
      listener.inserted(getFullName(), document);
    }
  }

  @Override
  protected void handleUpdate(Object position, Document before, Document after) {
    super.handleUpdate(position, before, after);
    if (isUserCollection()) {
      listener.updated(getFullName(), before, after);
    }
  }

  @Override
  public synchronized void removeDocument(Document document) {
    super.removeDocument(document);
    if (isUserCollection()) {
      listener.removed(getFullName(), document);
    }
  }

  private boolean isUserCollection() {
    return !getCollectionName().startsWith("system.");
  }
}
