package org.acervo.access;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.acervo.kernel.Failed;

/**
 * Lets callers that ask at the same time share one answer, yet never one that is older than their
 * question.
 *
 * <p>Whoever asks joins the batch that has not set out, then waits for the turn. The first of the
 * batch to get the turn closes it (later askers found a new one) and only then looks, so everybody
 * in it asked before the look began; the others find the answer there.
 */
final class Shared<T> {
  private final Supplier<T> look;
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Object door = new Object();
  private CompletableFuture<T> waiting = new CompletableFuture<>();

  Shared(Supplier<T> look) {
    this.look = look;
  }

  T get() {
    CompletableFuture<T> mine;
    synchronized (door) {
      mine = waiting;
    }
    turn.lock();
    try {
      if (!mine.isDone()) {
        synchronized (door) {
          waiting = new CompletableFuture<>();
        }
        answer(mine);
      }
    } finally {
      turn.unlock();
    }
    return result(mine);
  }

  private void answer(CompletableFuture<T> batch) {
    try {
      batch.complete(look.get());
    } catch (RuntimeException | Error e) {
      batch.completeExceptionally(e);
    }
  }

  private static <T> T result(CompletableFuture<T> batch) {
    try {
      return batch.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Failed failed -> throw new Failed(failed.failure(), failed);
        case RuntimeException cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }
}
