package org.acervo.embedded.index;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.acervo.trial.StoreCondition;
import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that writes the store's changes to its file, for all writers at once.
 *
 * <p>A commit is two steps. First, alone behind the {@link CommitGate}, MVStore notes the root page
 * of every changed map: that is the cut, and it takes microseconds. Then its own threads serialise
 * and write those pages while writers already change newer ones. Everybody who asked before the cut
 * is answered after the write; those who ask meanwhile share the next one.
 *
 * <p>After the write a killed process loses nothing: the file system has it. A power cut loses
 * nothing either, because a commit ends with forcing the file to the disk (unless that is set off:
 * then once per interval). The version forced last stays pinned, so that none of its chunks is
 * overwritten before the next one is on the disk. When MVStore opens a file it takes the newest
 * version whose chunk is complete; a half-written tail is ignored, and {@link StoreChannel} sees to
 * it that nothing half-written looks complete.
 *
 * <p>Whatever ends the thread ends the store: everybody who waits, now or later, is told why.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** Chunks are rewritten when less than this share of them is alive. */
  private static final int TARGET_FILL_PERCENT = 60;

  /** How long a writer waits for a commit that waits for room. */
  private static final int PATIENCE_SECONDS = 5;

  private static final int COMPACT_STEP_BYTES = 8 << 20;

  /** Compacting is a change too; without a bound an idle store would rewrite itself forever. */
  private static final int COMPACT_STEPS_AFTER_CHANGE = 60;

  private final MVStore store;
  private final CommitGate gate;
  private final Space space;
  private final StoreSettings settings;
  private final boolean persistent;
  private final Thread thread;

  private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
  private volatile boolean closing;

  /** Why nothing is written any more; null while it is. */
  private volatile @Nullable Throwable end;

  private volatile boolean changed;
  private int compactSteps;
  private boolean unsynced;
  private long lastSync = System.nanoTime();
  private MVStore.TxCounter forced;

  GroupCommit(MVStore store, CommitGate gate, Space space, StoreSettings settings) {
    this.store = store;
    this.gate = gate;
    this.space = space;
    this.settings = settings;
    this.persistent = store.isPersistent();
    this.forced = store.registerVersionUsage();
    this.thread = Thread.ofPlatform().name("evaluation-store-commit").daemon().start(this::run);
  }

  /** Completes when everything changed so far is in the file; fails when it cannot be written. */
  CompletableFuture<Void> durable() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting.add(done);
    if (end != null) {
      refuse();
    }
    return done;
  }

  /** Waits for {@link #durable()}; never inside a change, which would keep the commit waiting. */
  void awaitDurable() {
    if (gate.insideChange()) {
      throw new IllegalStateException("awaitDurable inside a change: the commit waits for its end");
    }
    CompletableFuture<Void> done = durable();
    for (int seconds = 0; !isDone(done); seconds++) {
      if (space.isWaiting() && seconds >= PATIENCE_SECONDS) {
        throw new IllegalStateException(
            "The disk is full: what was changed is in memory and not on the disk yet");
      }
    }
  }

  private static boolean isDone(CompletableFuture<Void> done) {
    try {
      done.get(1, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for a commit", e);
    }
  }

  boolean admits(long bytes) {
    return space.admits(bytes, store.getUnsavedMemory());
  }

  boolean hasUnsaved() {
    return store.getUnsavedMemory() > 0;
  }

  StoreCondition condition() {
    Throwable cause = end;
    if (cause != null) {
      return new StoreCondition.Dead(String.valueOf(cause.getMessage()));
    }
    return space.isTight() ? new StoreCondition.Full(space.describe()) : new StoreCondition.Well();
  }

  /** One commit point; the outermost one also holds writers back that outrun the disk. */
  <T> T change(Supplier<T> change) {
    T result = gate.change(change);
    changed = true;
    if (store.getUnsavedMemory() > settings.unsaved().bytes() && !gate.insideChange()) {
      awaitDurable();
    }
    return result;
  }

  private void run() {
    try {
      boolean last;
      do {
        last = closing;
        List<CompletableFuture<Void>> batch = nextBatch();
        try {
          commit();
        } catch (Throwable e) { // they wait for this thread, so whatever it is, they are told
          batch.forEach(waiter -> waiter.completeExceptionally(failed(e)));
          throw e;
        }
        batch.forEach(waiter -> waiter.complete(null));
        upkeep();
      } while (!last);
      end = new IllegalStateException("The evaluation store is closed");
    } catch (Throwable e) { // also an Error: nobody else would hear of it
      log.error("The evaluation store has failed and keeps nothing any more; restart it", e);
      end = failed(e);
    } finally {
      refuse();
    }
  }

  private static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException(
        "The evaluation store has failed and must be started again: " + cause, cause);
  }

  private void refuse() {
    Throwable why = requireNonNull(end, "only after the end");
    List<CompletableFuture<Void>> late = new ArrayList<>();
    waiting.drainTo(late);
    late.forEach(waiter -> waiter.completeExceptionally(why));
  }

  /** Everybody who waits now; nobody when only the interval has passed. */
  private List<CompletableFuture<Void>> nextBatch() {
    List<CompletableFuture<Void>> batch = new ArrayList<>();
    try {
      long patience = closing ? 0 : Math.max(1, settings.syncInterval().toMillis());
      CompletableFuture<Void> first = waiting.poll(patience, TimeUnit.MILLISECONDS);
      if (first != null) {
        batch.add(first);
      }
    } catch (InterruptedException e) {
      closing = true;
    }
    waiting.drainTo(batch);
    return batch;
  }

  private void commit() {
    if (store.isClosed()) { // by itself, after a failure on one of its own threads
      throw new IllegalStateException("The file was closed", store.getPanicException());
    }
    if (!store.hasUnsavedChanges()) {
      return;
    }
    gate.alone(() -> {
      // Refused only while another thread opens or removes a map.
      while (store.tryCommit() < 0 && store.hasUnsavedChanges()) {
        Thread.onSpinWait();
      }
    });
    if (persistent) {
      store.executeFilestoreOperation(() -> {});
      unsynced = true;
      if (settings.syncEveryCommit()) {
        sync();
      }
    }
  }

  private void upkeep() {
    FileStore<?> file = store.getFileStore();
    if (file != null) {
      space.reusable(file.size() / 100 * Math.max(0, 99 - file.getFillRate()));
      refill();
    }
    Duration sinceSync = Duration.ofNanos(System.nanoTime() - lastSync);
    if (unsynced && sinceSync.compareTo(settings.syncInterval()) >= 0) {
      sync();
      if (changed) {
        changed = false;
        compactSteps = COMPACT_STEPS_AFTER_CHANGE;
      }
      if (compactSteps > 0 && !space.isTight()) {
        compactSteps--;
        store.compact(TARGET_FILL_PERCENT, COMPACT_STEP_BYTES);
      }
    }
  }

  private void refill() {
    try {
      space.refill();
    } catch (IOException e) {
      log.warn("The reserve on the disk could not be filled: {}", e.toString());
    }
  }

  private void sync() {
    MVStore.TxCounter previous = forced;
    forced = store.registerVersionUsage();
    store.sync();
    store.deregisterVersionUsage(previous);
    lastSync = System.nanoTime();
    unsynced = false;
  }

  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    space.waitForRoom(false);
    waiting.add(new CompletableFuture<>()); // wakes the thread for its last commit
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.deregisterVersionUsage(forced);
  }
}
