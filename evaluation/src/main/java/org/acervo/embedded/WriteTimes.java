package org.acervo.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each collection was last written. The store keeps one version only, so a snapshot of the
 * past can be served exactly as long as the collection has not changed since, and not a moment
 * longer.
 */
final class WriteTimes {
  private static final int SNAPSHOT_TOO_OLD = 239;

  private final long start;
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  /**
   * @param start the time the store was opened at; what happened before is not known
   */
  WriteTimes(long start) {
    this.start = start;
  }

  void written(String namespace, long time) {
    last.put(namespace, time);
  }

  long lastWrite(String namespace) {
    return last.getOrDefault(namespace, start);
  }

  void requireUnchangedSince(String namespace, long snapshot) {
    long written = lastWrite(namespace);
    if (Long.compareUnsigned(snapshot, written) < 0) {
      throw new MongoServerError(
          SNAPSHOT_TOO_OLD,
          "SnapshotTooOld",
          "%s has changed at %016x, so its state at %016x is gone; read again at a newer time"
              .formatted(namespace, written, snapshot));
    }
  }
}
