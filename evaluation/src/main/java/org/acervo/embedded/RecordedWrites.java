package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of retryable writes, so that a write sent again after a broken connection is
 * answered from here and not done twice. A session uses its transaction numbers in growing order,
 * one command each, so one outcome per session (and statement) is enough; an older number is
 * refused. Bounded in sessions and bytes, the least recently used goes first. Not thread-safe: used
 * under the store's exclusive lock, which also closes the race between a write and its own retry.
 *
 * <p>Source: MongoDB specification "Retryable Writes".
 */
final class RecordedWrites {
  private static final int TRANSACTION_TOO_OLD = 225;

  /** What a record costs beside its reply, in bytes: keys, entries, boxes. Measured roughly. */
  private static final long OVERHEAD = 400L;

  private final int maxSessions;
  private final long maxBytes;
  private long bytes;
  private final LinkedHashMap<Document, Session> sessions = new LinkedHashMap<>(16, 0.75f, true);

  private record Session(long transaction, Map<Integer, Document> replies, long bytes) {}

  RecordedWrites(int maxSessions, long maxBytes) {
    this.maxSessions = maxSessions;
    this.maxBytes = maxBytes;
  }

  /** The recorded outcome of exactly this write, or null if it has to be done. */
  @Nullable Document find(Document command) {
    if (!(command.get("lsid") instanceof Document id)
        || !(command.get("txnNumber") instanceof Number number)) {
      return null;
    }
    Session session = sessions.get(id);
    long transaction = number.longValue();
    if (session == null || session.transaction < transaction) {
      return null;
    }
    if (session.transaction > transaction) {
      throw new MongoServerError(
          TRANSACTION_TOO_OLD,
          "TransactionTooOld",
          "Retryable write with txnNumber %d is prohibited on this session because a newer retryable write with txnNumber %d has already started"
              .formatted(transaction, session.transaction));
    }
    Document reply = session.replies.get(statementOf(command));
    return reply == null ? null : reply.clone();
  }

  void record(Document command, Document reply, int replyBytes) {
    if (!(command.get("lsid") instanceof Document id)
        || !(command.get("txnNumber") instanceof Number number)) {
      return;
    }
    long transaction = number.longValue();
    Session before = sessions.remove(id);
    Map<Integer, Document> replies = new LinkedHashMap<>();
    long size = OVERHEAD + replyBytes;
    if (before != null) {
      bytes -= before.bytes;
      if (before.transaction == transaction) {
        replies.putAll(before.replies);
        size += before.bytes;
      }
    }
    replies.put(statementOf(command), reply.clone());
    sessions.put(id, new Session(transaction, replies, size));
    bytes += size;
    trim();
  }

  private void trim() {
    Iterator<Session> oldest = sessions.values().iterator();
    while (sessions.size() > maxSessions || (bytes > maxBytes && sessions.size() > 1)) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
  }

  int sessions() {
    return sessions.size();
  }

  private static int statementOf(Document command) {
    if (command.get("stmtId") instanceof Number statement) {
      return statement.intValue();
    }
    if (command.get("stmtIds") instanceof List<?> list
        && !list.isEmpty()
        && list.getFirst() instanceof Number first) {
      return first.intValue();
    }
    return 0;
  }
}
