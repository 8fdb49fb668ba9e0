package org.acervo.store.changefeed;

import java.util.Set;

/**
 * Wants to hear of changes. It is called on one thread of its own, one call after another, and may
 * take its time: it holds up neither the others nor memory, see {@link ChangeFeed}.
 *
 * <p>What a call throws is logged and the call is made again after a pause, for ever while the
 * database is away. A change on which the consumer fails five times for other reasons is skipped,
 * and the consumer is told by {@link HistoryLost#SKIPPED}. A change may come twice, so handling one
 * must be idempotent.
 */
public interface ChangeConsumer {
  /** For the log, and the name under which {@link StartingPoint.Saved} keeps the position. */
  String name();

  /** The collections of the database that it is about. */
  Set<String> collections();

  StartingPoint start();

  void onChange(Change change);

  /** What the consumer keeps is incomplete; returns when that has been seen to. */
  void onHistoryLost(HistoryLost why);

  /**
   * Everything that the majority had when {@link System#nanoTime} was {@code since} has been handed
   * over. Comes several times a second while nothing is written.
   */
  default void onCaughtUp(long since) {}
}
