package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/** The candidates of a plan that match the query, checked with the library's own matcher. */
final class Matches implements AutoCloseable {
  record Match(RecordId id, int bytes, Document document) {}

  private final Candidates candidates;
  private final Document query;
  private final boolean exact;
  private final DefaultQueryMatcher matcher = new DefaultQueryMatcher();

  Matches(Candidates candidates, QueryPlan plan, Document query) {
    this.candidates = candidates;
    this.exact = plan.exact();
    this.query = query;
  }

  void open() {
    candidates.open();
  }

  void suspend() {
    candidates.suspend();
  }

  @Nullable Match next() {
    for (Candidates.Candidate next = candidates.next(); next != null; next = candidates.next()) {
      Document document = Bson.decode(next.bson());
      if (exact || matcher.matches(document, query)) {
        return new Match(next.id(), next.bson().length, document);
      }
    }
    return null;
  }

  @Override
  public void close() {
    candidates.close();
  }
}
