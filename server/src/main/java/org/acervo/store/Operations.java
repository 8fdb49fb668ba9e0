package org.acervo.store;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs what is asked of the record. A read that fails in passing is repeated until it succeeds or
 * the patience is over, so that an election is a pause and no error. A write is left to the driver,
 * which repeats it once under a number by which the server knows it again.
 *
 * <p>What ends without success is thrown as a {@link Failed} of its kind, with the driver's
 * exception as the cause; a refusal that callers know what to do with, such as a name that is
 * taken, stays the driver's.
 */
final class Operations {
  private static final Logger log = LoggerFactory.getLogger(Operations.class);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

  /** SnapshotTooOld and SnapshotUnavailable: not this read fails, but all at its time. */
  static final Set<Integer> SNAPSHOT_GONE = Set.of(239, 246);

  private final long patience;

  Operations(Duration patience) {
    this.patience = patience.toNanos();
  }

  <T> T read(Supplier<T> read) {
    long giveUp = System.nanoTime() + patience;
    long pause = FIRST_PAUSE;
    while (true) {
      try {
        return read.get();
      } catch (MongoException e) {
        boolean again =
            !SNAPSHOT_GONE.contains(e.getCode())
                && StoreFailures.passes(e)
                && giveUp - System.nanoTime() > pause;
        if (!again) {
          throw failedRead(e);
        }
        log.debug("a read is repeated: {}", e.toString());
        pause(pause, e);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  /** A read that has handed out a part already and cannot be repeated. */
  static <T> T readOnce(Supplier<T> read) {
    try {
      return read.get();
    } catch (MongoException e) {
      throw failedRead(e);
    }
  }

  static <T> T write(Supplier<T> write) {
    List<Throwable> attempts = Attempts.none();
    try {
      return Attempts.note(attempts, write);
    } catch (MongoException e) {
      throw failed(StoreFailures.ofWrite(e, attempts), e);
    }
  }

  private static RuntimeException failedRead(MongoException e) {
    return SNAPSHOT_GONE.contains(e.getCode()) ? e : failed(StoreFailures.ofRead(e), e);
  }

  private static RuntimeException failed(Optional<Failure> kind, MongoException e) {
    return kind.<RuntimeException>map(failure -> new Failed(failure, e)).orElse(e);
  }

  private static void pause(long nanos, MongoException why) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why.addSuppressed(e);
      throw failedRead(why);
    }
  }
}
