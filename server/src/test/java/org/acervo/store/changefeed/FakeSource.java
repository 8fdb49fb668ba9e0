package org.acervo.store.changefeed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/** A server in memory that can be away, forget its history, and end its streams. */
public final class FakeSource implements ChangeSource {
  private final long begin;
  private final List<Event> history = new ArrayList<>();
  private int forgotten;
  private boolean away;
  private @Nullable SnapshotTime dropped;
  private int before;
  private int drops;
  private int open;
  private int opened;
  private int refused;

  /** One whose history begins at the beginning of time. */
  FakeSource() {
    this(0);
  }

  /** One whose history begins then. */
  public FakeSource(long begin) {
    this.begin = begin;
  }

  /** A feed from it, that keeps no positions. */
  public ChangeFeed feed() {
    return new ChangeFeed(
        this,
        new Positions() {
          @Override
          public Optional<StreamPosition> read(String consumer) {
            return Optional.empty();
          }

          @Override
          public void save(String consumer, StreamPosition position) {}
        });
  }

  /** Adds the removal of a document; its id is how many changes there were before. */
  public synchronized void write(String collection) {
    int number = history.size();
    var origin = new Change.Origin(collection, time(number), Optional.of(new BsonInt32(number)));
    history.add(new Event(new Change.Removed(origin), token(number)));
    notifyAll();
  }

  public synchronized void away(boolean now) {
    away = now;
    notifyAll();
  }

  /** Drops all changes up to now. */
  synchronized void forget() {
    forgotten = history.size();
  }

  /**
   * Drops the database. As on a server it has a time of its own: whoever reads from before it comes
   * to the end there, whenever the stream was opened.
   */
  public synchronized void drop() {
    dropped = time(history.size());
    before = history.size();
    drops++;
    notifyAll();
  }

  /** How many streams are open. */
  public synchronized int open() {
    return open;
  }

  /** How often it was asked while it was away. */
  public synchronized int refused() {
    return refused;
  }

  /** How many streams were opened. */
  synchronized int opened() {
    return opened;
  }

  private SnapshotTime time(int number) {
    return new SnapshotTime(begin + drops + number + 1);
  }

  private static BsonDocument token(int number) {
    // Tokens of which nobody may think that they compare.
    return new BsonDocument("_data", new BsonString("" + Integer.reverse(number)));
  }

  private void answer() {
    if (away) {
      refused++;
      throw new IllegalStateException("the server is away");
    }
  }

  @Override
  public synchronized SnapshotTime now() {
    answer();
    return time(history.size());
  }

  @Override
  public synchronized Cursor open(Set<String> collections, StreamPosition from) {
    answer();
    int next = 0;
    while (next < history.size() && history.get(next).isBehind(from)) {
      next++;
    }
    if (next < forgotten) {
      throw new Lost(HistoryLost.TOO_OLD, null);
    }
    open++;
    opened++;
    return new Stream(collections, from, next);
  }

  private final class Stream implements Cursor {
    private final Set<String> collections;
    private StreamPosition position;
    private final SnapshotTime from;
    private int next;

    Stream(Set<String> collections, StreamPosition position, int next) {
      this.collections = collections;
      this.from =
          switch (position) {
            case StreamPosition.At(var time) -> time;
            case StreamPosition.After(var _, var time, var _) -> time;
          };
      this.position = position;
      this.next = next;
    }

    @Override
    public @Nullable Event next() {
      synchronized (FakeSource.this) {
        var found = found();
        if (found == null) {
          pause();
          found = found();
        }
        return found;
      }
    }

    private @Nullable Event found() {
      answer();
      boolean ends = dropped != null && from.compareTo(dropped) <= 0;
      int end = ends ? before : history.size();
      while (next < end) {
        var event = history.get(next++);
        position = event.position();
        if (event.isFor(collections)) {
          return event;
        }
      }
      if (ends) {
        throw new Lost(HistoryLost.ENDED, null);
      }
      return null;
    }

    private void pause() {
      try {
        FakeSource.this.wait(2);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public StreamPosition position() {
      return position;
    }

    @Override
    public void close() {
      synchronized (FakeSource.this) {
        open--;
      }
    }
  }
}
