package org.acervo.store.changefeed;

import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bson.BsonValue;

/** A consumer that keeps what it is told, in order, after doing what a test wants done. */
public final class Recorder implements ChangeConsumer {
  private final String name;
  private final Set<String> collections;
  private final StartingPoint start;

  /** Changes and losses of history. */
  private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

  private final BlockingQueue<Long> caughtUp = new LinkedBlockingQueue<>();

  /** Done before a change is kept; may throw or wait. */
  volatile Consumer<Change> before = _ -> {};

  /** Done before a loss is kept. */
  volatile Consumer<HistoryLost> beforeLoss = _ -> {};

  /** Builds one. */
  public Recorder(String name, StartingPoint start, String... collections) {
    this.name = name;
    this.start = start;
    this.collections = Set.of(collections);
  }

  /** The next of them; a test that waits for a minute fails. */
  Object next() {
    return taken(told);
  }

  /** The next one, which must be a change. */
  public Change change() {
    return switch (next()) {
      case Change change -> change;
      case Object other -> throw new AssertionError(name + " was told " + other);
    };
  }

  /** The id of the document that the next change is about. */
  BsonValue id() {
    return change().origin().id().orElseThrow();
  }

  /** Forgets what it was told so far. */
  public void clear() {
    told.clear();
  }

  boolean heardNothingElse() {
    return told.isEmpty();
  }

  /** Returns when everything that is written now has been told. */
  public void awaitFront() {
    long now = System.nanoTime();
    while (taken(caughtUp) - now < 0) {
      // the next one
    }
  }

  private static <T> T taken(BlockingQueue<T> queue) {
    try {
      var taken = queue.poll(60, TimeUnit.SECONDS);
      if (taken == null) {
        throw new AssertionError("nothing is told within a minute");
      }
      return taken;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<String> collections() {
    return collections;
  }

  @Override
  public StartingPoint start() {
    return start;
  }

  @Override
  public void onChange(Change change) {
    before.accept(change);
    told.add(change);
  }

  @Override
  public void onHistoryLost(HistoryLost why) {
    beforeLoss.accept(why);
    told.add(why);
  }

  @Override
  public void onCaughtUp(long since) {
    caughtUp.add(since);
  }
}
