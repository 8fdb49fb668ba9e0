package org.acervo.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.acervo.store.changefeed.ChangeFeed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Follows the {@link ChangeFeed}, and sees to what writers left undone: they may have died before
 * they raised the generations, been cut off from Redis, or be programs other than Acervo. One node
 * is the relay at a time; two would do no harm, since generations only rise.
 *
 * <p>When it has come to the end of the feed it writes the marker, which lives for two seconds.
 * Without it nobody trusts an entry, because nobody would notice such a write.
 *
 * <p>The marker names the epoch of the cache. Entries belong to an epoch, and a new one begins,
 * which empties the cache at one stroke, whenever it is not certain that every write has been seen
 * to: when Redis is not the server it was, when the feed has lost history, as when it does not
 * reach back to where the last relay stood, and when something went away of which nobody can say
 * where it was.
 */
final class Relay implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final Duration SILENT = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(500);
  static final Duration NOTE = Duration.ofSeconds(1);

  /** For so long changes are collected before the others are told of them. */
  private static final Duration TURN = Duration.ofMillis(300);

  private final Store store;
  private final ChangeFeed feed;
  private final MongoRelay document;
  private final Link link;
  private final Places places;
  private final boolean alone;
  private final Thread thread;
  private volatile boolean closed;

  // Of the thread alone.
  private final Map<CollectionId, SnapshotTime> pending = new HashMap<>();
  private @Nullable SnapshotTime reached;

  /** Up to where all was seen to: what others may rely on. */
  private @Nullable SnapshotTime told;

  private String epoch = "";
  private String server = "";
  private boolean dark = true;

  /** Whether anybody may have answered from the cache since this node started. */
  private boolean served;

  private boolean waiting;
  private long marked;
  private long noted;
  private long notedAt;

  /**
   * Builds it.
   *
   * @param alone whether no other node can be there, so that nobody has to agree about anything
   */
  Relay(Store store, ChangeFeed feed, Link link, Places places, boolean alone) {
    this.store = store;
    this.feed = feed;
    this.document = new MongoRelay(store);
    this.link = link;
    this.places = places;
    this.alone = alone;
    this.thread = Thread.ofVirtual().name("cache-relay-" + link.node()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        if (alone || lead()) {
          relay();
        }
      } catch (RuntimeException e) { // the record is away: nobody can be the relay
        waits(e);
      }
      if (!closed) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Says so once, since writes that cannot be told to others are slow until it goes on. */
  private void waits(RuntimeException why) {
    if (!closed) {
      log.atLevel(waiting ? Level.DEBUG : Level.WARN)
          .log("nobody can follow the changes of the record, and the cache waits: {}", "" + why);
      waiting = true;
    }
  }

  /** Becomes the relay if nobody is, or whoever is has been silent. */
  private boolean lead() {
    var seen = document.read();
    long since = System.nanoTime();
    while (!closed) {
      if (seen.node().isEmpty() || System.nanoTime() - since > SILENT.toNanos()) {
        var taken = document.take(link.node(), seen);
        taken.ifPresent(state -> {
          told = state.at().orElse(null);
          epoch = state.epoch();
          server = state.server();
          dark = state.dark();
        });
        return taken.isPresent();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      var now = document.read();
      if (now.beat() != seen.beat()) {
        since = System.nanoTime();
      }
      seen = now;
    }
    return false;
  }

  /**
   * What must have been read before the marker is renewed.
   *
   * @param before the connection and the time there, from before anything else was asked
   * @param until everything that was written by then, taken after {@code before}
   * @param asked when that was, by {@link System#nanoTime}
   * @param due whether others want to know of {@code until}
   */
  private record Goal(@Nullable Before before, SnapshotTime until, long asked, boolean due) {}

  private void relay() {
    pending.clear();
    marked = System.nanoTime();
    var changes = new PendingInvalidations(places, from());
    try (var subscription = feed.subscribe(changes);
        changes) {
      Goal goal = null;
      while (!closed) {
        // In this order: a node that lost the lease before it asked Redis for the time publishes no
        // marker that outlives the patience of others; and what was written while all were told
        // that nobody trusts anything is read before anybody does.
        var before = goal == null ? ask() : goal.before();
        boolean due = goal == null ? !alone && isDue() : goal.due();
        if (!note()) {
          return;
        }
        goal = goal == null ? goal(before, due) : goal;
        boolean end = read(changes, goal);
        subscription.failure().ifPresent(Relay::leave);
        tell(before, end);
        goal = end ? null : goal;
        if (waiting) {
          waiting = false;
          log.info("the changes of the record are followed again");
        }
      }
    }
  }

  /** Another node may be able to follow. */
  private static void leave(RuntimeException why) {
    throw new IllegalStateException("the change feed stands still: " + why, why);
  }

  /** Where the last relay stood; with no such place, here and now, in a new epoch. */
  private SnapshotTime from() {
    var from = told;
    if (from != null && !epoch.isEmpty()) {
      return from;
    }
    var now = store.clock().now();
    renew("begins");
    return now;
  }

  /** Where others want to know, its time is that of a snapshot, at which the majority had it. */
  private Goal goal(@Nullable Before before, boolean due) {
    var until = due ? store.clock().read(document::read).time() : store.clock().now();
    return new Goal(before, until, System.nanoTime(), due);
  }

  /** That an empty cache begins is no news; that a full one is given up is. */
  private void renew(String why) {
    epoch = UUID.randomUUID().toString().substring(0, 8);
    log.atLevel(served ? Level.INFO : Level.DEBUG)
        .log("kept answers are made anew from here on ({}): epoch {}", why, epoch);
  }

  /** Takes in what was written; whether that was all of the goal. */
  private boolean read(PendingInvalidations changes, Goal goal) {
    if (pending.size() > PendingInvalidations.MOST) {
      LockSupport.parkNanos(TURN.toNanos()); // until Redis is back, or nobody trusts anything
      return false;
    }
    var batch = changes.take(goal.until(), goal.asked(), TURN.toNanos());
    batch.roots().forEach((root, time) -> pending.merge(root, time, PendingInvalidations::later));
    batch.anywhere().ifPresent(this::renew);
    if (batch.complete() && goal.due()) {
      reached = goal.until();
    }
    return batch.complete();
  }

  /** By either clock: one of them stands still while a machine sleeps. */
  private boolean isDue() {
    return noted == 0
        || System.nanoTime() - noted >= NOTE.toNanos()
        || Math.abs(System.currentTimeMillis() - notedAt) >= NOTE.toMillis();
  }

  /** The connection as it is before the account is read, and the time there. */
  private record Before(Shared shared, long clock) {}

  private @Nullable Before ask() {
    try {
      return link.connected().map(shared -> new Before(shared, shared.clock())).orElse(null);
    } catch (Shared.Away e) {
      log.debug("the relay cannot reach redis: {}", e.getMessage());
      return null;
    }
  }

  private void tell(@Nullable Before before, boolean end) {
    if (before == null || !tell(before.shared(), before.clock(), end)) {
      if (dark && pending.size() > PendingInvalidations.MOST) {
        pending.clear();
        renew("too much was written while Redis was away");
      }
      if (!dark && System.nanoTime() - marked > Link.DARK.toNanos()) {
        dark = true;
        noted = 0;
      }
    }
  }

  private boolean tell(Shared shared, long since, boolean end) {
    try {
      if (!shared.server().equals(server)) {
        if (!dark && !alone && !server.isEmpty()) {
          return false; // somebody may be left with the other server, and trust its marker
        }
        server = shared.server();
        renew("Redis has begun anew");
      }
      bump(shared);
      if (end && dark) {
        // Before anybody trusts again, writers must know that they may, and what they had written
        // until then must be seen to: so the marker waits for the next time.
        dark = false;
        noted = 0;
        marked = System.nanoTime();
      } else if (end && shared.mark(epoch, since)) {
        marked = System.nanoTime();
        served = true;
        told = reached;
      }
      return true;
    } catch (Shared.Away e) {
      log.debug("the relay cannot reach redis: {}", e.getMessage());
      return false;
    }
  }

  private void bump(Shared shared) {
    var byTime = new HashMap<SnapshotTime, List<CollectionId>>();
    pending.forEach((root, time) -> byTime.computeIfAbsent(time, _ -> new ArrayList<>()).add(root));
    byTime.forEach((time, roots) -> shared.bump(roots, time));
    pending.clear();
  }

  /** Tells the others once in a while; false when this node is the relay no more. */
  private boolean note() {
    if (alone || !isDue()) {
      return true;
    }
    noted = System.nanoTime();
    notedAt = System.currentTimeMillis();
    return document.beat(
        link.node(),
        new MongoRelay.State(link.node(), 0, Optional.ofNullable(told), server, epoch, dark));
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(1));
      if (!alone) {
        document.leave(link.node());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.debug("the relay could not sign off: {}", e.toString());
    }
  }
}
