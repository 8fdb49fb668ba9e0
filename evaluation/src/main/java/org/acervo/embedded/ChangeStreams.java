package org.acervo.embedded;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.acervo.embedded.index.BsonSize;
import org.jspecify.annotations.Nullable;

/**
 * Change streams over one collection, one database or everything. A stream is a position in the
 * change log; asking for more waits on the log, without the store's lock, until something is there
 * or the client's patience ends. What is shown is on disk first, as a real server shows only what a
 * majority has.
 *
 * <p>Source: MongoDB specification "Change Streams".
 */
final class ChangeStreams {
  private static final long DEFAULT_WAIT_MILLIS = 1000;
  private static final int DEFAULT_BATCH = 1000;
  private static final int MAX_BATCH_BYTES = 8 << 20;

  private final EvaluationBackend backend;
  private final Pipelines pipelines;
  private final ChangeLog log;
  private final LogicalClock clock;
  private final Durability durability;
  private final Lock reading;
  private final Map<Long, Open> open = new ConcurrentHashMap<>();

  /** A client's stream, the stages it wants applied, and how far it has read. */
  private static final class Open {
    private final ChangeStream stream;
    private final Aggregation stages;
    private long position;

    Open(ChangeStream stream, Aggregation stages) {
      this.stream = stream;
      this.stages = stages;
      this.position = stream.position();
    }
  }

  ChangeStreams(
      EvaluationBackend backend,
      ChangeLog log,
      LogicalClock clock,
      Durability durability,
      Lock reading) {
    this.backend = backend;
    this.pipelines = new Pipelines(backend);
    this.log = log;
    this.clock = clock;
    this.durability = durability;
    this.reading = reading;
  }

  /** The answer if the command opens, reads or closes a change stream, else null. */
  @Nullable Document answer(String database, String name, Document command) {
    return switch (name) {
      case "aggregate" -> {
        List<Document> stages = Pipelines.stages(command);
        yield !stages.isEmpty()
                && stages.getFirst().get("$changeStream") instanceof Document options
            ? open(database, command, options, stages.subList(1, stages.size()))
            : null;
      }
      case "getMore" -> {
        long id = ((Number) command.getOrDefault("getMore", 0L)).longValue();
        Open stream = open.get(id);
        yield stream == null ? null : more(id, stream, command);
      }
      case "killCursors" -> {
        List<?> ids = command.get("cursors") instanceof List<?> list ? list : List.of();
        yield ids.stream().anyMatch(open::containsKey) ? close(ids) : null;
      }
      default -> null;
    };
  }

  private Document open(
      String database, Document command, Document options, List<Document> stages) {
    ChangeStream stream = ChangeStream.of(database, command, options, clock.now());
    if (!log.reaches(stream.position())) {
      throw new MongoServerError(
          286,
          "ChangeStreamHistoryLost",
          "Resume of change stream was not possible, as the resume point may no longer be in the oplog.");
    }
    Open opened =
        new Open(stream, pipelines.prepared(backend.resolveDatabase(database), null, stages));
    long id = backend.cursors().generateCursorId();
    open.put(id, opened);
    return reply(id, opened, "firstBatch", collect(opened, DEFAULT_BATCH));
  }

  private Document more(long id, Open stream, Document command) {
    int size = ((Number) command.getOrDefault("batchSize", 0)).intValue();
    long millis = ((Number) command.getOrDefault("maxTimeMS", DEFAULT_WAIT_MILLIS)).longValue();
    long end = System.nanoTime() + millis * 1_000_000;
    synchronized (stream) {
      List<Document> batch = collect(stream, size > 0 ? size : DEFAULT_BATCH);
      long left = millis;
      while (batch.isEmpty() && left > 0 && open.containsKey(id)) {
        waitForMore(stream.position, left);
        batch = collect(stream, size > 0 ? size : DEFAULT_BATCH);
        left = (end - System.nanoTime()) / 1_000_000;
      }
      return reply(id, stream, "nextBatch", batch);
    }
  }

  private void waitForMore(long position, long millis) {
    try {
      log.awaitAfter(position, millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MongoServerError(11600, "InterruptedAtShutdown", "the server is closing", e);
    }
  }

  private List<Document> collect(Open open, int size) {
    List<Document> batch = new ArrayList<>();
    long bytes = 0;
    reading.lock();
    try {
      Iterator<ChangeLog.Entry> entries = log.after(open.position);
      while (entries.hasNext() && batch.size() < size && bytes < MAX_BATCH_BYTES) {
        ChangeLog.Entry entry = entries.next();
        open.position = entry.time();
        if (open.stream.shows(entry)) {
          for (Document shown : open.stages.runStages(Stream.of(event(open.stream, entry)))) {
            batch.add(shown);
            bytes += BsonSize.of(shown);
          }
        }
      }
    } finally {
      reading.unlock();
    }
    durability.await(open.position);
    return batch;
  }

  private Document event(ChangeStream stream, ChangeLog.Entry entry) {
    Document event =
        new Document("_id", ChangeStream.token(entry.time()))
            .append("operationType", entry.event().get("operationType"))
            .append("clusterTime", LogicalClock.timestamp(entry.time()));
    event.putAll(entry.event());
    if (event.containsKey("fullDocument")) {
      return event;
    }
    return switch (String.valueOf(event.get("operationType"))) {
      case "insert", "replace" -> event.append("fullDocument", current(entry));
      case "update" -> stream.lookUp() ? event.append("fullDocument", current(entry)) : event;
      default -> event;
    };
  }

  private @Nullable Document current(ChangeLog.Entry entry) {
    MongoCollection<?> collection =
        backend.resolveDatabase(entry.database()).resolveCollection(entry.collection(), false);
    if (collection == null) {
      return null;
    }
    Iterator<Document> found =
        collection.handleQuery((Document) entry.event().get("documentKey"), 0, 1).iterator();
    return found.hasNext() ? found.next() : null;
  }

  private static Document reply(long id, Open stream, String field, List<Document> batch) {
    return new Document(
        "cursor",
        new Document("id", id)
            .append("ns", stream.stream.namespace())
            .append(field, batch)
            .append("postBatchResumeToken", ChangeStream.token(stream.position)));
  }

  private Document close(List<?> ids) {
    List<Object> killed = new ArrayList<>();
    List<Object> unknown = new ArrayList<>();
    for (Object id : ids) {
      (open.remove(id) == null ? unknown : killed).add(id);
    }
    log.published();
    return new Document("cursorsKilled", killed)
        .append("cursorsNotFound", unknown)
        .append("cursorsAlive", List.of())
        .append("cursorsUnknown", List.of());
  }
}
