package org.acervo.store.changefeed;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoException;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import com.mongodb.client.model.changestream.TruncatedArray;
import com.mongodb.client.model.changestream.UpdateDescription;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * {@code $changeStream} on the database. The driver resumes a stream by itself once; what it throws
 * in the end is over.
 *
 * <p>Source: MongoDB specification "Change Streams"; codes of {@code error_codes.yml}.
 */
final class MongoChangeSource implements ChangeSource {
  /** How long the server waits for something to happen before it says that nothing has. */
  private static final long WAIT_MILLIS = 100;

  /**
   * Asked again they give the same answer: ChangeStreamHistoryLost, ChangeStreamFatalError,
   * InvalidResumeToken (of another server, after a restore), and BSONObjectTooLarge (a change that
   * the server cannot send).
   */
  private static final Set<Integer> HISTORY_LOST = Set.of(286, 280, 260, 10334);

  /** What a server says of a token that was made by another kind of server. */
  private static final int FAILED_TO_PARSE = 9;

  private final Store store;

  MongoChangeSource(Store store) {
    this.store = store;
  }

  @Override
  public SnapshotTime now() {
    return store.clock().now();
  }

  @Override
  public Cursor open(Set<String> collections, StreamPosition from) {
    var ends = List.of("dropDatabase", "invalidate");
    var stream =
        store
            .database()
            .watch(
                List.of(
                    Aggregates.match(
                        or(
                            in("ns.coll", collections),
                            in("to.coll", collections),
                            in("operationType", ends)))))
            .fullDocument(FullDocument.UPDATE_LOOKUP)
            .maxAwaitTime(WAIT_MILLIS, TimeUnit.MILLISECONDS);
    var placed =
        switch (from) {
          case StreamPosition.At(var time) ->
              stream.startAtOperationTime(new BsonTimestamp(time.value()));
          case StreamPosition.After(var token, var _, var _) -> stream.resumeAfter(token);
        };
    try {
      return new Stream(told(placed::cursor), from);
    } catch (MongoException e) {
      boolean notItsToken = from instanceof StreamPosition.After && e.getCode() == FAILED_TO_PARSE;
      throw notItsToken ? new Lost(HistoryLost.TOO_OLD, e) : e;
    }
  }

  /** Tells what passes from what does not. */
  static <T> T told(Supplier<T> question) {
    try {
      return question.get();
    } catch (MongoException e) {
      throw HISTORY_LOST.contains(e.getCode()) ? new Lost(HistoryLost.TOO_OLD, e) : e;
    }
  }

  private static final class Stream implements Cursor {
    private final MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor;
    private StreamPosition position;

    Stream(MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor, StreamPosition from) {
      this.cursor = cursor;
      this.position = from;
    }

    @Override
    public @Nullable Event next() {
      var told = told(cursor::tryNext);
      if (told == null) {
        if (cursor.getServerCursor() == null) { // else it would say for ever that there is nothing
          throw new Lost(HistoryLost.ENDED, null);
        }
        position = afterNothing(cursor.getResumeToken());
        return null;
      }
      if (told.getOperationType() == OperationType.INVALIDATE) {
        throw new Lost(HistoryLost.ENDED, null);
      }
      var event = new Event(change(told), told.getResumeToken());
      position = event.position();
      return event;
    }

    /** Had there been more at the time of the last change, it would have come. */
    private StreamPosition afterNothing(@Nullable BsonDocument token) {
      return switch (position) {
        case StreamPosition.At(var time) when token != null ->
            new StreamPosition.After(token, time, false);
        case StreamPosition.At unread -> unread;
        case StreamPosition.After(var last, var time, var _) ->
            new StreamPosition.After(token == null ? last : token, time, true);
      };
    }

    @Override
    public StreamPosition position() {
      return position;
    }

    @Override
    public void close() {
      cursor.close();
    }
  }

  private static Change change(ChangeStreamDocument<Document> told) {
    var origin = origin(told);
    var document = Optional.ofNullable(told.getFullDocument());
    return switch (told.getOperationType()) {
      case INSERT -> new Change.Inserted(origin, document);
      case UPDATE -> updated(origin, told.getUpdateDescription(), document);
      case REPLACE -> new Change.Replaced(origin, document);
      case DELETE -> new Change.Removed(origin);
      case null -> new Change.Disrupted(origin, "something unknown");
      case DROP, RENAME, DROP_DATABASE, INVALIDATE, OTHER ->
          new Change.Disrupted(origin, "" + told.getOperationTypeString());
    };
  }

  private static Change.Origin origin(ChangeStreamDocument<Document> told) {
    var namespace = told.getNamespace();
    var time = told.getClusterTime();
    var key = told.getDocumentKey();
    return new Change.Origin(
        namespace == null ? "" : namespace.getCollectionName(),
        new SnapshotTime(time == null ? 0 : time.getValue()),
        Optional.<BsonValue>ofNullable(key == null ? null : key.get("_id")));
  }

  private static Change updated(
      Change.Origin origin, @Nullable UpdateDescription update, Optional<Document> document) {
    var set = new HashSet<String>();
    var unset = new HashSet<String>();
    if (update != null) {
      if (update.getUpdatedFields() != null) {
        update.getUpdatedFields().keySet().forEach(name -> set.add(top(name)));
      }
      if (update.getTruncatedArrays() != null) {
        update.getTruncatedArrays().stream()
            .map(TruncatedArray::getField)
            .forEach(name -> set.add(top(name)));
      }
      if (update.getRemovedFields() != null) {
        update.getRemovedFields().forEach(name -> unset.add(top(name)));
      }
    }
    return new Change.Updated(origin, set, unset, document);
  }

  private static String top(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
