package org.acervo.store.changefeed;

import java.util.Optional;

/** A consumer's place in the feed, until it is closed. */
public interface Subscription extends AutoCloseable {
  /** Why it does not move at the moment; it goes on by itself. Empty when all is well. */
  Optional<RuntimeException> failure();

  /**
   * No call to the consumer begins after this. Waits two seconds for one that is being made, then
   * interrupts it. May be called from within a call.
   */
  @Override
  void close();
}
