package org.acervo.store.changefeed;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.store.Store;

/**
 * Tells this node's consumers what is written to the database, by whatever program.
 *
 * <p><b>What is promised.</b> Each consumer gets every change of its collections that the majority
 * has, in the server's order and at least once, from its {@link StartingPoint} on, or is told that
 * {@link HistoryLost history is lost} and gets everything from there on. While the database is away
 * the feed waits, with pauses of at most a second, and goes on where it was.
 *
 * <p><b>One stream.</b> All who have come to the end of what was written are served from one change
 * stream, read by one thread ({@link Front}); a change is put into a buffer for each consumer, and
 * a thread for each of them hands it over. While nobody is subscribed no stream is open.
 *
 * <p><b>Slow consumers.</b> A buffer holds 1,024 changes. Who lets it overflow has neither changes
 * lost nor others waiting: once the buffer is empty, the consumer's thread reads by itself from the
 * consumer's position, at the consumer's own pace, until it has come to the end again. New
 * consumers whose starting point lies in the past begin in the same way. So the server may have one
 * stream for each consumer that is behind, and memory is bounded by the buffers.
 *
 * <p><b>Three kinds of failure.</b> What passes (an election, a cut connection) is retried, by the
 * driver first. What does not, because the server has no more history, the stream ended with the
 * database, or a change is too large to be sent, is history lost. And what a consumer throws
 * concerns that consumer alone, see {@link ChangeConsumer}.
 */
public final class ChangeFeed implements AutoCloseable {
  private final ChangeSource source;
  private final Positions positions;
  private final Front front;
  private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  ChangeFeed(ChangeSource source, Positions positions) {
    this.source = source;
    this.positions = positions;
    this.front = new Front(source);
    front.start();
  }

  /** Over a store; does nothing until somebody subscribes. Close it before the store. */
  public static ChangeFeed of(Store store) {
    return new ChangeFeed(new MongoChangeSource(store), new MongoPositions(store));
  }

  /**
   * Begins to tell a consumer; returns at once, also when the database is away.
   *
   * @throws IllegalStateException when the feed is closed
   */
  public Subscription subscribe(ChangeConsumer consumer) {
    if (closed) {
      throw new IllegalStateException("the change feed is closed");
    }
    var subscriber = new Subscriber(consumer, source, positions, front, subscribers::remove);
    subscribers.add(subscriber);
    subscriber.start();
    return subscriber;
  }

  @Override
  public void close() {
    closed = true;
    subscribers.forEach(Subscriber::close);
    front.close();
  }
}
