package org.acervo.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to migrate, held by one node at a time. The holder counts up while it works. Who waits
 * looks at that count and takes over when it has stood still for {@link #SILENCE} by a clock that
 * nobody sets, so it does not matter what the machines think how late it is.
 */
final class MigrationLease implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MigrationLease.class);

  /** A holder that has not counted for so long is gone. */
  static final Duration SILENCE = Duration.ofSeconds(30);

  private static final Duration BEAT = Duration.ofSeconds(5);
  private static final String ID = "lease";

  private final MongoCollection<Document> documents;
  private final String by = UUID.randomUUID().toString();
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration-lease").factory());

  private MigrationLease(MongoCollection<Document> documents) {
    this.documents = documents;
  }

  /** Waits until nobody else holds it. */
  static MigrationLease take(MongoCollection<Document> documents) {
    return take(documents, System::nanoTime, MigrationLease::pause);
  }

  /**
   * The same with another clock.
   *
   * @param pause waits a moment
   */
  static MigrationLease take(
      MongoCollection<Document> documents, LongSupplier nanos, Runnable pause) {
    var lease = new MigrationLease(documents);
    Document seen = null;
    long since = nanos.getAsLong();
    while (!lease.insert()) {
      var held = documents.find(eq("_id", ID)).first();
      if (held == null || !held.equals(seen)) {
        if (held != null && seen == null) {
          log.info("another node brings the data to this version; waiting for it");
        }
        seen = held;
        since = nanos.getAsLong();
      } else if (nanos.getAsLong() - since >= SILENCE.toNanos()) {
        log.warn("the node that was migrating has fallen silent; its work is gone on with");
        documents.deleteOne(exactly(held));
      }
      pause.run();
    }
    var _ =
        lease.beats.scheduleWithFixedDelay(
            lease::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    return lease;
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(250));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while another node migrated the data", e);
    }
  }

  private boolean insert() {
    try {
      var _ = documents.insertOne(new Document("_id", ID).append("by", by).append("beat", 0));
      return true;
    } catch (RuntimeException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  private static Bson exactly(Document held) {
    return and(
        eq("_id", ID),
        eq("by", Objects.requireNonNull(held.get("by"))),
        eq("beat", Objects.requireNonNull(held.get("beat"))));
  }

  private void beat() {
    try {
      documents.updateOne(and(eq("_id", ID), eq("by", by)), Updates.inc("beat", 1));
    } catch (RuntimeException e) { // there is a next one before others lose patience
      log.debug("the migration's lease is not renewed: {}", e.toString());
    }
  }

  @Override
  public void close() {
    beats.shutdownNow();
    documents.deleteOne(and(eq("_id", ID), eq("by", by)));
  }
}
