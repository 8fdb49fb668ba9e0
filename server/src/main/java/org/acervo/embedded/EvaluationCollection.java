package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVMap;

/**
 * Reports every change of its documents; addDocument, handleUpdate and removeDocument are the only
 * ways to one. And it changes copies: the library edits the stored document itself, which readers
 * with an open cursor and the store's own background writer may be looking at.
 */
final class EvaluationCollection extends H2Collection {
  private enum Copying {
    NONE,
    FIRST,
    ALL
  }

  private final WriteListener listener;
  private Copying copying = Copying.NONE;

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
    if (BsonSize.of(document) > WireMessage.MAX_DOCUMENT) {
      throw new MongoServerError(
          10334,
          "BSONObjectTooLarge",
          "object to insert is larger than " + WireMessage.MAX_DOCUMENT);
    }
    super.addDocument(document);
    if (isUserCollection()) {
      listener.inserted(getFullName(), document);
    }
  }

  @Override
  public synchronized Document updateDocuments(
      Document selector,
      Document update,
      ArrayFilters arrayFilters,
      boolean multi,
      boolean upsert,
      Oplog oplog) {
    copying = multi ? Copying.ALL : Copying.FIRST;
    try {
      return super.updateDocuments(selector, update, arrayFilters, multi, upsert, oplog);
    } finally {
      copying = Copying.NONE;
    }
  }

  @Override
  public synchronized Document findAndModify(Document query) {
    copying = Copying.FIRST;
    try {
      return super.findAndModify(query);
    } finally {
      copying = Copying.NONE;
    }
  }

  @Override
  protected QueryResult queryDocuments(
      Document query, Document orderBy, int skip, int limit, int batchSize, Document fields) {
    if (copying == Copying.NONE) {
      return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }
    int most = copying == Copying.FIRST ? 1 : limit;
    List<Document> copies = new ArrayList<>();
    for (Document found : super.queryDocuments(query, orderBy, skip, most, batchSize, fields)) {
      copies.add(found.cloneDeeply());
    }
    return new QueryResult(copies);
  }

  @Override
  protected void handleUpdate(Object position, Document before, Document after) {
    if (BsonSize.of(after) > WireMessage.MAX_DOCUMENT) {
      undo(position, before, after);
      throw new MongoServerError(
          17419,
          "Location17419",
          "Resulting document after update is larger than " + WireMessage.MAX_DOCUMENT);
    }
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

  /** The library has changed the indexes and the data size by now. */
  private void undo(Object position, Document before, Document after) {
    for (Index<Object> index : getIndexes()) {
      index.updateInPlace(after, before, position, this);
    }
    updateDataSize(BsonSize.of(before) - BsonSize.of(after));
  }

  private boolean isUserCollection() {
    return !getCollectionName().startsWith("system.");
  }
}
