package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what TTL indexes call expired, and closes idle cursors; once a minute, as MongoDB does.
 */
final class ExpirySweep implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ExpirySweep.class);
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  private final CommandGate gate;
  private final InstantSource time;
  private final CountDownLatch closed = new CountDownLatch(1);

  ExpirySweep(CommandGate gate, InstantSource time) {
    this.gate = gate;
    this.time = time;
  }

  void start() {
    Thread.ofVirtual().name("evaluation-server-expiry").start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(INTERVAL.toSeconds(), TimeUnit.SECONDS)) {
        sweepQuietly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepQuietly() {
    try {
      sweep();
    } catch (RuntimeException e) {
      // One failed round must not end the rounds; the next one tries again.
      log.warn("expired documents could not be removed; trying again in a minute", e);
    }
  }

  /** One round, at the present time of the clock. */
  void sweep() {
    Instant now = time.instant();
    for (Document index : gate.expiringIndexes()) {
      if (!(index.get("ns") instanceof String namespace)
          || !(index.get("expireAfterSeconds") instanceof Number seconds)
          || !(index.get("key") instanceof Document key)) {
        continue;
      }
      String field = key.keySet().iterator().next();
      int dot = namespace.indexOf('.');
      Instant limit = now.minusSeconds(seconds.longValue());
      gate.internally(
          new Document("delete", namespace.substring(dot + 1))
              .append("$db", namespace.substring(0, dot))
              .append(
                  "deletes",
                  List.of(
                      new Document("q", new Document(field, new Document("$lte", limit)))
                          .append("limit", 0))));
    }
    gate.closeIdleCursors();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
