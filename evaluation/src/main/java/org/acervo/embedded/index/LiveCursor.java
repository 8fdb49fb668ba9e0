package org.acervo.embedded.index;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rest of a result, read batch by batch.
 *
 * <p>Between batches it holds a place in the index and one document, no version of the data. What
 * changes meanwhile in front of that place is seen, as with a cursor of a real server.
 */
final class LiveCursor extends AbstractCursor {
  /** What a batch may weigh when the client does not say how many documents it wants. */
  static final int BATCH_BYTES = 4 << 20;

  private final Object writers;
  private final Matches matches;
  private final UnaryOperator<List<Document>> projection;
  private long remaining;
  private Matches.@Nullable Match pending;

  /**
   * @param writers locked while the place is looked up again
   * @param limit how many documents to give at most
   */
  LiveCursor(
      long id,
      Object writers,
      Matches matches,
      UnaryOperator<List<Document>> projection,
      long limit) {
    super(id);
    this.writers = writers;
    this.matches = matches;
    this.projection = projection;
    this.remaining = limit;
  }

  @Override
  public synchronized boolean isEmpty() {
    return pending == null;
  }

  @Override
  public synchronized List<Document> takeDocuments(int count) {
    synchronized (writers) {
      matches.open();
    }
    try {
      return read(count);
    } finally {
      matches.suspend();
    }
  }

  /** One batch from matches that are open. */
  synchronized List<Document> read(int count) {
    List<Document> batch = new ArrayList<>();
    long bytes = 0;
    if (pending == null && remaining > 0) {
      pending = matches.next();
    }
    for (Matches.Match next = pending;
        next != null && (count > 0 ? batch.size() < count : bytes < BATCH_BYTES);
        next = pending) {
      batch.add(next.document());
      bytes += next.bytes();
      remaining--;
      pending = remaining > 0 ? matches.next() : null;
    }
    return projection.apply(batch);
  }
}
