package org.acervo.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;

/** A record of which only the time is there. */
final class SettableRecord implements SnapshotClock {
  final AtomicLong time = new AtomicLong(10);
  volatile boolean away;

  @Override
  public SnapshotTime now() {
    if (away) {
      throw new Failed(new Failure.Unavailable("The database", Duration.ofSeconds(1)));
    }
    return heard();
  }

  @Override
  public SnapshotTime heard() {
    return new SnapshotTime(time.get());
  }

  @Override
  public <T> Stamped<T> read(Supplier<T> reads) {
    return new Stamped<>(reads.get(), now());
  }
}
