package org.acervo.embedded;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.InMemoryCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.embedded.index.BsonSize;
import org.jspecify.annotations.Nullable;

/**
 * Results in batches: by the client's batch size, never above what one reply may hold, and
 * forgotten when nobody asks for the rest.
 */
final class Cursors {
  static final int FIRST_BATCH = 101;

  private static final int STEP = 64;

  /** As on real servers: idle cursors are closed after ten minutes. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final CursorRegistry registry;
  private final InstantSource time;
  private final Map<Long, Instant> used = new ConcurrentHashMap<>();

  Cursors(CursorRegistry registry, InstantSource time) {
    this.registry = registry;
    this.time = time;
  }

  /** A reply with the first batch of {@code documents}, the rest kept under a cursor. */
  Document open(String namespace, List<Document> documents, int batchSize) {
    long id = 0;
    List<Document> first = documents.subList(0, Math.min(batchSize, documents.size()));
    if (first.size() < documents.size()) {
      id = registry.generateCursorId();
      registry.add(new InMemoryCursor(id, documents.subList(first.size(), documents.size())));
    }
    Document cursor = new Document("id", id).append("ns", namespace).append("firstBatch", first);
    return clipped(new Document("cursor", cursor));
  }

  /** The answer to getMore. */
  Document next(String database, Document command) {
    long id = ((Number) command.getOrDefault("getMore", 0L)).longValue();
    Cursor cursor = registry.getCursor(id);
    int size = ((Number) command.getOrDefault("batchSize", 0)).intValue();
    List<Document> batch = take(cursor, size > 0 ? size : Integer.MAX_VALUE);
    if (cursor.isEmpty()) {
      registry.remove(id);
    }
    Document reply =
        new Document("id", cursor.isEmpty() ? 0L : id)
            .append("ns", database + "." + command.get("collection"))
            .append("nextBatch", batch);
    return clipped(new Document("cursor", reply));
  }

  /** In steps, because a cursor counts documents and a reply is limited in bytes. */
  private static List<Document> take(Cursor cursor, int size) {
    List<Document> batch = new ArrayList<>();
    long bytes = 0;
    while (batch.size() < size && bytes < WireMessage.MAX_DOCUMENT && !cursor.isEmpty()) {
      for (Document document : cursor.takeDocuments(Math.min(STEP, size - batch.size()))) {
        batch.add(document);
        bytes += BsonSize.of(document);
      }
    }
    return batch;
  }

  /** The same reply without the documents that do not fit; those come with the next batch. */
  Document clipped(Document reply) {
    if (!(reply.get("cursor") instanceof Document cursor)) {
      return reply;
    }
    String field = cursor.containsKey("firstBatch") ? "firstBatch" : "nextBatch";
    List<Document> batch = documents(cursor.get(field));
    int fitting = fitting(batch);
    long id = ((Number) cursor.getOrDefault("id", 0L)).longValue();
    if (fitting < batch.size()) {
      List<Document> rest = List.copyOf(batch.subList(fitting, batch.size()));
      cursor.put(field, batch.subList(0, fitting));
      if (id == 0) {
        id = registry.generateCursorId();
        registry.add(new InMemoryCursor(id, rest));
      } else {
        Cursor further = registry.getCursor(id);
        registry.remove(id);
        registry.add(new PushedBack(id, rest, further));
      }
      cursor.put("id", id);
    }
    if (id != 0) {
      used.put(id, time.instant());
    }
    return reply;
  }

  /** The same reply, its cursor closed. */
  Document closed(Document reply) {
    if (reply.get("cursor") instanceof Document cursor) {
      registry.remove(((Number) cursor.getOrDefault("id", 0L)).longValue());
      cursor.put("id", 0L);
    }
    return reply;
  }

  void closeIdle() {
    Instant limit = time.instant().minus(IDLE);
    used.forEach((id, last) -> {
      if (last.isBefore(limit)) {
        registry.remove(id);
        used.remove(id);
      }
    });
  }

  private static int fitting(List<Document> batch) {
    long bytes = 0;
    for (int i = 0; i < batch.size(); i++) {
      bytes += BsonSize.of(batch.get(i)) + 16L;
      if (bytes > WireMessage.MAX_DOCUMENT && i > 0) {
        return i;
      }
    }
    return batch.size();
  }

  static List<Document> documents(@Nullable Object list) {
    List<Document> result = new ArrayList<>();
    if (list instanceof Iterable<?> entries) {
      for (Object entry : entries) {
        result.add((Document) entry);
      }
    }
    return result;
  }

  /** Documents taken too early, and the cursor they came from. */
  private static final class PushedBack extends AbstractCursor {
    private List<Document> early;
    private final Cursor further;

    PushedBack(long id, List<Document> early, Cursor further) {
      super(id);
      this.early = early;
      this.further = further;
    }

    @Override
    public boolean isEmpty() {
      return early.isEmpty() && further.isEmpty();
    }

    @Override
    public List<Document> takeDocuments(int count) {
      if (early.isEmpty()) {
        return further.takeDocuments(count);
      }
      List<Document> taken = early.subList(0, Math.min(count, early.size()));
      early = early.subList(taken.size(), early.size());
      return taken;
    }
  }
}
