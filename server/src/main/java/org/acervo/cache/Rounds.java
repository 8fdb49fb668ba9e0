package org.acervo.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a crowd ask one question together. An answer that is on its way may have been given before
 * somebody came, so they wait for the next one, which is asked for all who came meanwhile: however
 * many there are, two questions are enough.
 */
final class Rounds<K, V> {

  /** One question that is being asked, and those who wait for the next. */
  private static final class Round<V> {
    private @Nullable CompletableFuture<V> next;
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, Round<V>> rounds = new HashMap<>();

  /** An answer that was asked for after this call began. */
  V ask(K key, Supplier<V> question) {
    CompletableFuture<V> wait = null;
    lock.lock();
    try {
      var round = rounds.get(key);
      if (round == null) {
        rounds.put(key, new Round<>());
      } else {
        if (round.next == null) {
          round.next = new CompletableFuture<>();
        }
        wait = round.next;
      }
    } finally {
      lock.unlock();
    }
    return wait == null ? lead(key, question) : join(wait);
  }

  /** Asks, and for as long as others came meanwhile lets one question more be asked for them. */
  private V lead(K key, Supplier<V> question) {
    try {
      return question.get();
    } finally {
      var next = next(key);
      if (next != null) {
        Thread.ofVirtual().name("cache-round").start(() -> follow(key, question, next));
      }
    }
  }

  private void follow(K key, Supplier<V> question, CompletableFuture<V> waiting) {
    try {
      waiting.complete(lead(key, question));
    } catch (RuntimeException | Error e) {
      waiting.completeExceptionally(e);
    }
  }

  /** Those who came meanwhile begin the next round; none, and there is no round any more. */
  private @Nullable CompletableFuture<V> next(K key) {
    lock.lock();
    try {
      var round = rounds.get(key);
      var next = round == null ? null : round.next;
      if (next == null) {
        rounds.remove(key);
      } else {
        rounds.put(key, new Round<>());
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private static <V> V join(CompletableFuture<V> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException known -> known;
        case null, default -> e;
      };
    }
  }
}
