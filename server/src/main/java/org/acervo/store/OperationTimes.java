package org.acervo.store;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonTimestamp;

/**
 * The latest {@code operationTime} that any answer of the server carried. The driver tells its
 * listeners before it gives the answer to whoever waits for it, on the same thread; so whoever has
 * an answer finds its time here.
 */
final class OperationTimes implements CommandListener {
  private final AtomicLong latest = new AtomicLong();

  @Override
  public void commandSucceeded(CommandSucceededEvent event) {
    if (event.getResponse().get("operationTime") instanceof BsonTimestamp time) {
      latest.accumulateAndGet(time.getValue(), OperationTimes::later);
    }
  }

  private static long later(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? b : a;
  }

  SnapshotTime latest() {
    return new SnapshotTime(latest.get());
  }
}
