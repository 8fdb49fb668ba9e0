package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVStore;

/** The library's store, with changes reported and a way to wait until they are on disk. */
class EvaluationBackend extends H2Backend {
  private final WriteListener listener;

  EvaluationBackend(MVStore store, Clock clock, WriteListener listener) {
    this.listener = listener;
    super(store, clock);
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String name) {
    return new EvaluationDatabase(name, getMvStore(), getCursorRegistry(), listener);
  }

  CursorRegistry cursors() {
    return getCursorRegistry();
  }

  /** Every index that lets documents expire, as it was described when it was created. */
  List<Document> expiringIndexes() {
    List<Document> result = new ArrayList<>();
    for (String name : listDatabaseNames()) {
      MongoCollection<?> indexes = resolveDatabase(name).resolveCollection("system.indexes", false);
      if (indexes != null) {
        for (Document index : indexes.queryAll()) {
          if (index.get("expireAfterSeconds") instanceof Number) {
            result.add(index);
          }
        }
      }
    }
    return result;
  }

  /** Returns when everything written before the call survives the end of this process. */
  protected void awaitDurable() {
    if (!isInMemory()) {
      commit();
    }
  }
}
