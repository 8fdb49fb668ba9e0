package org.acervo.media;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * Work that is done once, however many ask for it at the same time. It runs on a thread of its own:
 * an asker who leaves, or who has waited long enough, takes nothing from the others.
 */
final class SingleFlight<K> {
  private final Map<K, FutureTask<?>> flights = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final int most;
  private final Duration patience;

  /**
   * Work on {@code threads}.
   *
   * @param most flights at once; more are refused
   * @param patience how long an asker waits
   */
  SingleFlight(ExecutorService threads, int most, Duration patience) {
    this.threads = threads;
    this.most = most;
    this.patience = patience;
  }

  /**
   * Does the work, or waits for whoever does it already.
   *
   * @return false when it is not done yet; it goes on
   * @throws Failed as the work, or with {@code NotReady} when there is too much of it
   */
  boolean join(K key, Runnable work) throws InterruptedException {
    try {
      flight(key, work).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException goesOn) {
      return false;
    } catch (ExecutionException e) {
      throw Optional.ofNullable(e.getCause())
          .filter(RuntimeException.class::isInstance)
          .map(RuntimeException.class::cast)
          .orElseGet(() -> new IllegalStateException(e));
    }
  }

  private Future<?> flight(K key, Runnable work) {
    var there = flights.get(key);
    if (there != null) {
      return there;
    }
    if (flights.size() >= most) {
      throw new Failed(
          new Failure.NotReady("Many previews are being made.", Duration.ofSeconds(5)));
    }
    var mine =
        new FutureTask<Void>(
            () -> {
              try {
                work.run();
              } finally {
                flights.remove(key);
              }
            },
            null);
    var first = flights.putIfAbsent(key, mine);
    if (first != null) {
      return first;
    }
    threads.execute(mine);
    return mine;
  }
}
