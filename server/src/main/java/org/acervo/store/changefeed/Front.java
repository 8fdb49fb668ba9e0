package org.acervo.store.changefeed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's one stream and the one thread that reads it, for all who have come to its front. It
 * opens where the first of them stands, and is closed while there is nobody. After a failure it is
 * opened again behind the last change that was read; where that is impossible every seat is over,
 * and whoever sat there has lost history.
 */
final class Front implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Front.class);

  private final ChangeSource source;
  private final Thread thread;
  private final Queue<Seat> joining = new ConcurrentLinkedQueue<>();
  private volatile @Nullable RuntimeException failure;
  private volatile boolean closed;

  // Of the thread alone.
  private final List<Seat> seats = new ArrayList<>();
  private final Pauses pauses = new Pauses();
  private Set<String> watched = Set.of();
  private ChangeSource.@Nullable Cursor cursor;
  private @Nullable StreamPosition position;

  Front(ChangeSource source) {
    this.source = source;
    this.thread = Thread.ofVirtual().name("change-feed").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The seat begins with one of the next reads. */
  Seat join(Set<String> collections, StreamPosition at) {
    var seat = new Seat(collections, at);
    joining.add(seat);
    LockSupport.unpark(thread);
    return seat;
  }

  /** Why nothing is read at the moment. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  private void run() {
    while (!closed) {
      try {
        var place = seated();
        if (place == null) {
          LockSupport.park(this);
        } else {
          read(place);
        }
      } catch (ChangeSource.Lost e) {
        log.debug("the change stream cannot be continued: {}", e.getMessage());
        end();
        seats.forEach(seat -> seat.lose(e));
      } catch (RuntimeException | Error e) { // without this thread nobody hears anything
        end();
        failed(FeedThreads.runtime(e));
      }
    }
    end();
    seats.forEach(Seat::end);
  }

  /** Lets in who came; the place to read from, or null while nobody is there. */
  private @Nullable StreamPosition seated() {
    seats.removeIf(Seat::over);
    if (seats.isEmpty()) {
      end();
      position = null;
      failure = null;
      pauses.succeeded();
    }
    var place = position;
    for (var next = joining.poll(); next != null; next = joining.poll()) {
      if (!next.over()) {
        place = place == null ? next.joined : place;
        seats.add(next);
        next.begin();
      }
    }
    position = place;
    return place;
  }

  private void read(StreamPosition place) {
    long since = System.nanoTime(); // before the stream is opened, which is a read already
    var stream = opened(place);
    var event = stream.next();
    var reached = stream.position();
    position = reached;
    for (var seat : seats) {
      if (event == null) {
        seat.putCaughtUp(since, reached);
      } else {
        seat.put(event);
      }
    }
    if (failure != null) {
      failure = null;
      pauses.succeeded();
      log.info("the changes of the database are read again");
    }
  }

  /** Opens it anew where somebody came who wants more. */
  private ChangeSource.Cursor opened(StreamPosition place) {
    var open = cursor;
    if (open == null || seats.stream().anyMatch(seat -> !watched.containsAll(seat.collections))) {
      end();
      var wanted = new HashSet<String>();
      seats.forEach(seat -> wanted.addAll(seat.collections));
      open = source.open(wanted, place);
      watched = wanted;
      cursor = open;
    }
    return open;
  }

  private void failed(RuntimeException e) {
    if (!closed) {
      if (failure == null) {
        log.warn("the changes of the database cannot be read, and are waited for: {}", "" + e);
      }
      failure = e;
      pauses.pause();
    }
  }

  private void end() {
    var open = cursor;
    cursor = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) { // it is read no more, and the server forgets it by itself
        log.debug("a change stream was not closed: {}", "" + e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    FeedThreads.join(thread);
  }
}
