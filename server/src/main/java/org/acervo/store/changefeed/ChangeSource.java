package org.acervo.store.changefeed;

import java.util.Set;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** The server's side of the feed. What its methods throw passes, unless it is {@link Lost}. */
interface ChangeSource {
  /** The time of the database: what is written after this call has a later or the same time. */
  SnapshotTime now();

  /** Follows the changes of these collections from a place on. */
  Cursor open(Set<String> collections, StreamPosition from);

  /** A stream being read, by one thread. */
  interface Cursor extends AutoCloseable {
    /**
     * The next change. Null when, after the call began, the server was asked and had none for a
     * moment: then all that the majority had when the call began has been read.
     */
    @Nullable Event next();

    /** The place behind everything read so far. */
    StreamPosition position();

    @Override
    void close();
  }

  /** A change with its resume token. */
  record Event(Change change, BsonDocument token) {
    StreamPosition position() {
      return new StreamPosition.After(token, change.origin().time(), false);
    }

    boolean isFor(Set<String> collections) {
      return change instanceof Change.Disrupted
          || collections.contains(change.origin().collection());
    }

    boolean isBehind(StreamPosition position) {
      return position.isBehind(token, change.origin().time());
    }
  }

  /** There is no way to go on without a gap. */
  final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final HistoryLost why;

    Lost(HistoryLost why, @Nullable Throwable cause) {
      super(why.toString(), cause);
      this.why = why;
    }

    HistoryLost why() {
      return why;
    }
  }
}
