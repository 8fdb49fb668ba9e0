package org.acervo;

import java.time.Duration;
import org.acervo.access.AccessRoom;
import org.acervo.blobs.Blobs;
import org.acervo.collections.Collections;
import org.acervo.items.Items;
import org.acervo.media.Previews;
import org.acervo.store.ConfirmedTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks, at the start and then every so often, for what was left half-way and for what has had its
 * time. Every step may be cut short and repeated; on several nodes they do no harm to each other.
 */
final class Housekeeping implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final AccessRoom access;
  private final Collections collections;
  private final Items items;
  private final Blobs blobs;
  private final Previews previews;
  private final ConfirmedTime time;
  private final Config config;
  private final Thread thread;
  private volatile boolean closed;

  Housekeeping(
      AccessRoom access,
      Collections collections,
      Items items,
      Blobs blobs,
      Previews previews,
      ConfirmedTime time,
      Config config) {
    this.access = access;
    this.collections = collections;
    this.items = items;
    this.blobs = blobs;
    this.previews = previews;
    this.time = time;
    this.config = config;
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        boolean finished = sweep();
        Thread.sleep(finished ? config.sweep() : PAUSE);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) { // the store is away: there is a next time
        if (closed) {
          return;
        }
        log.warn("housekeeping waits: {}", e.toString());
        if (!rest()) {
          return;
        }
      }
    }
  }

  private static boolean rest() {
    try {
      Thread.sleep(Duration.ofMinutes(1));
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Answers whether it went through everything; if not, it is to go on soon. */
  private boolean sweep() throws InterruptedException {
    var now = time.instant();
    access.access().tidy(now);
    access.sessions().removeEnded(now);
    collections.settle();
    items.settleNames(); // a node of an older version may have given some their old place
    items.settleMoves();
    items.purge(now.minus(config.trash()));
    boolean finished = blobs.sweep(items::refersTo, previews::forget);
    collections.recount(PAUSE);
    return finished;
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
