package org.acervo.store;

import com.mongodb.client.ClientSession;
import java.util.function.Function;
import org.acervo.kernel.SnapshotTime;

/**
 * Gives every read the time S at which it is true, and every write its time T. Both come from the
 * record itself, never from a wall clock, so they compare across nodes.
 */
public interface SnapshotClock {

  /** A value and the time it belongs to. */
  record Stamped<T>(T value, SnapshotTime time) {}

  /** A time that is not before any write acknowledged up to now. */
  SnapshotTime now();

  /** Runs reads that all see the record as it was at one time S. */
  <T> Stamped<T> read(Function<ClientSession, T> reads);

  /** Runs writes; T is a time at which they all had happened. */
  <T> Stamped<T> write(Function<ClientSession, T> writes);
}
