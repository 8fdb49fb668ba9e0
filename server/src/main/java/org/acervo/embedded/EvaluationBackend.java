package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.time.Clock;
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

  /** Returns when everything written before the call survives the end of this process. */
  protected void awaitDurable() {
    if (!isInMemory()) {
      commit();
    }
  }
}
