package org.acervo.embedded.index;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
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
 * <p>After the write a killed process loses nothing: the file system has it. Power is another
 * matter: the file is forced to the disk once per interval (or at every commit, if set), and the
 * version forced last stays pinned so that none of its chunks is overwritten before the next one.
 * When MVStore opens a file it takes the newest version whose chunk is complete; a half-written
 * tail is ignored.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

  /** Chunks are rewritten when less than this share of them is alive. */
  private static final int TARGET_FILL_PERCENT = 60;

  private static final int COMPACT_STEP_BYTES = 8 << 20;

  /** Compacting is a change too; without a bound an idle store would rewrite itself forever. */
  private static final int COMPACT_STEPS_AFTER_CHANGE = 60;

  private final MVStore store;
  private final CommitGate gate;
  private final StoreSettings settings;
  private final boolean persistent;
  private final Thread thread;

  private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
  private volatile boolean closing;
  private volatile boolean stopped;

  private volatile boolean changed;
  private int compactSteps;
  private boolean unsynced;
  private long lastSync = System.nanoTime();
  private MVStore.TxCounter forced;

  GroupCommit(MVStore store, CommitGate gate, StoreSettings settings) {
    this.store = store;
    this.gate = gate;
    this.settings = settings;
    this.persistent = store.isPersistent();
    this.forced = store.registerVersionUsage();
    this.thread = Thread.ofPlatform().name("evaluation-store-commit").daemon().start(this::run);
  }

  /** Completes when everything changed so far is in the file; fails when it cannot be written. */
  CompletableFuture<Void> durable() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    waiting.add(done);
    if (stopped) {
      refuse();
    }
    return done;
  }

  /** Waits for {@link #durable()}; never inside a change, which would keep the commit waiting. */
  void awaitDurable() {
    if (gate.insideChange()) {
      throw new IllegalStateException("awaitDurable inside a change: the commit waits for its end");
    }
    try {
      durable().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
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
    boolean last;
    do {
      last = closing;
      List<CompletableFuture<Void>> batch = nextBatch();
      try {
        commit();
        batch.forEach(waiter -> waiter.complete(null));
        upkeep();
      } catch (MVStoreException | IllegalStateException e) {
        log.error("The evaluation store could not write its file; restart the server", e);
        batch.forEach(waiter -> waiter.completeExceptionally(e));
      }
    } while (!last);
    stopped = true;
    refuse();
  }

  private void refuse() {
    List<CompletableFuture<Void>> late = new ArrayList<>();
    waiting.drainTo(late);
    IllegalStateException closed = new IllegalStateException("The evaluation store is closed");
    late.forEach(waiter -> waiter.completeExceptionally(closed));
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
    Duration sinceSync = Duration.ofNanos(System.nanoTime() - lastSync);
    if (unsynced && sinceSync.compareTo(settings.syncInterval()) >= 0) {
      sync();
      if (changed) {
        changed = false;
        compactSteps = COMPACT_STEPS_AFTER_CHANGE;
      }
      if (compactSteps > 0) {
        compactSteps--;
        store.compact(TARGET_FILL_PERCENT, COMPACT_STEP_BYTES);
      }
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
    waiting.add(new CompletableFuture<>()); // wakes the thread for its last commit
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    store.deregisterVersionUsage(forced);
  }
}
