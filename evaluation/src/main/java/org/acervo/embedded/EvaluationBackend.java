package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.acervo.embedded.index.IndexedH2Backend;
import org.acervo.embedded.index.StoreSettings;
import org.acervo.embedded.index.WriteListener;

/** The indexed store, and what the protocol above it has to ask it. */
final class EvaluationBackend extends IndexedH2Backend {
  EvaluationBackend(StoreSettings settings, Clock clock, WriteListener listener) {
    super(settings, clock, listener);
  }

  CursorRegistry cursors() {
    return getCursorRegistry();
  }

  /** The indexes of a collection as they were described when they were created. */
  List<Document> indexes(String database, String collection) {
    MongoCollection<?> all = resolveDatabase(database).resolveCollection("system.indexes", false);
    List<Document> result = new ArrayList<>();
    if (all != null) {
      for (Document index : all.queryAll()) {
        if ((database + "." + collection).equals(index.get("ns"))) {
          result.add(index);
        }
      }
    }
    return result;
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
}
