package org.acervo.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.acervo.kernel.SnapshotTime;

/**
 * One making of an answer at a time for each key, whoever else wants it meanwhile.
 *
 * <p>Who comes aboard a flight that has begun gets an answer that may be older than their question.
 * So everybody says how new it has to be, and who gets an older one starts the next flight.
 */
final class Flights {
  private static final int TRIES = 3;

  /** What is made: an answer, for one epoch of the cache, because another one may not trust it. */
  record Leg(ViewKey key, String epoch) {}

  private final ConcurrentHashMap<Leg, CompletableFuture<Made>> flying = new ConcurrentHashMap<>();

  /** What a flight brings, and whether it is there for others now. */
  record Made(Entry entry, Served.Source source) {}

  /** What somebody got who flew, and whether they were aboard somebody else's flight. */
  record Landed(Made made, boolean aboard) {}

  /**
   * The answer, read at {@code least} or later if the record gives that.
   *
   * @param make does it; what it throws, all aboard throw
   */
  Landed fly(Leg leg, SnapshotTime least, Supplier<Made> make) {
    for (int tries = 0; tries < TRIES; tries++) {
      var mine = new CompletableFuture<Made>();
      var other = flying.putIfAbsent(leg, mine);
      if (other == null) {
        return new Landed(make(leg, mine, make), false);
      }
      var made = board(other);
      if (made.entry().since(least)) {
        return new Landed(made, true);
      }
    }
    return new Landed(make.get(), false);
  }

  private Made make(Leg leg, CompletableFuture<Made> mine, Supplier<Made> make) {
    try {
      var made = make.get();
      mine.complete(made);
      return made;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flying.remove(leg, mine);
    }
  }

  private static Made board(CompletableFuture<Made> flight) {
    try {
      return flight.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException known -> known;
        case null, default -> e;
      };
    }
  }

  boolean flies(Leg leg) {
    return flying.containsKey(leg);
  }
}
