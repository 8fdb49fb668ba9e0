package org.acervo.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.jspecify.annotations.Nullable;

/**
 * The policy as it is now, and the way to change it.
 *
 * <p><b>Reading.</b> Every question reads the head of the policy with majority concern. While its
 * number is the one of the policy in memory, that policy is current; otherwise everything is loaded
 * again, between two reads of the head that must show the same number, so what was loaded belongs
 * together. While a change is being made nothing is kept in memory at all: what is loaded then may
 * or may not have seen the change, and either is right until the change has answered.
 *
 * <p><b>Changing.</b> One change at a time over all nodes: it marks the head and counts it up,
 * runs, then removes the mark and counts up again. So no reader can keep a policy from before the
 * change once the change has answered, and what a change validates against cannot move under it.
 * The mark of a process that died is removed after its lease, by whoever sees it first.
 */
public final class Access {
  private static final int LOADS = 20;
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final MongoPolicy mongo;
  private final AccessConfig config;
  private final InstantSource clock;
  private final Shared<Policy> shared = new Shared<>(this::current);
  private final ReentrantLock turn = new ReentrantLock(true);
  private volatile @Nullable Policy kept;

  public Access(Store store, AccessConfig config, InstantSource clock) {
    this.mongo = new MongoPolicy(store);
    this.config = config;
    this.clock = clock;
  }

  /**
   * The policy at this moment or later: it holds every change that had answered before the call.
   */
  public Policy policy() {
    return shared.get();
  }

  /**
   * Runs a change of anything that matters to rights or to the tree. It must not call this again.
   *
   * @param what the entry for the history of rights, such as {@code collection moved}
   * @throws Failed with {@link Failure.Busy} when other changes take too long
   */
  public <T> T change(Caller actor, String what, Supplier<T> change) {
    return change(actor, Entry.of(what), change);
  }

  /** As above, with a fuller entry. */
  public <T> T change(Caller actor, Entry entry, Supplier<T> change) {
    return change(
        actor,
        history -> {
          history.write(entry);
          return change.get();
        });
  }

  /**
   * For changes that find out what to write into the history only when they run. They write before
   * they act, so that no change is missing from it; a change that fails takes its entry back.
   */
  <T> T change(Caller actor, Function<History, T> change) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a change of rights runs inside another one");
    }
    turn.lock();
    try {
      var by = UUID.randomUUID().toString();
      var history = new History(mongo, begin(by), clock, actor);
      T result;
      try {
        result = change.apply(history);
      } catch (RuntimeException | Error e) {
        abandon(by, history, e);
        throw e;
      }
      end(by);
      return result;
    } finally {
      turn.unlock();
    }
  }

  /** After this no reader keeps a policy from before the change, or the caller hears of it. */
  private void end(String by) {
    try {
      if (mongo.end(by).isPresent()) {
        return;
      }
      mongo.count();
    } catch (RuntimeException e) {
      if (StoreFailures.of(e).isEmpty()) {
        throw e;
      }
      throw new Failed(new Failure.Unknown("the change of rights"), e);
    }
    throw new Failed(new Failure.Unknown("the change of rights, which took too long"));
  }

  private void abandon(String by, History history, Throwable thrown) {
    try {
      if (thrown instanceof Failed failed && !(failed.failure() instanceof Failure.Unknown)) {
        history.withdraw();
      }
      end(by);
    } catch (RuntimeException e) {
      thrown.addSuppressed(e);
    }
  }

  private long begin(String by) {
    long giveUp = System.nanoTime() + config.changeWait().toNanos();
    for (long pause = 2; ; pause = Math.min(2 * pause, 50)) {
      var now = clock.instant();
      var head = mongo.begin(by, now, now.plus(config.changeLease()));
      if (head.isPresent()) {
        return head.get().n();
      }
      if (System.nanoTime() - giveUp > 0) {
        throw new Failed(
            new Failure.Busy("Another change of rights is being made. Try again.", RETRY));
      }
      sleep(pause);
    }
  }

  private static void sleep(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(new Failure.Unavailable("The server", RETRY), e);
    }
  }

  private Policy current() {
    for (int i = 0; i < LOADS; i++) {
      var head = mongo.head();
      var known = kept;
      if (known != null && !head.busy() && known.number() == head.n()) {
        return known;
      }
      if (head.by() != null && head.abandoned(clock.instant())) {
        var _ = mongo.end(head.by());
        continue;
      }
      var loaded = new Policy(mongo.load(head.n()), clock);
      if (mongo.head().n() == head.n()) {
        if (!head.busy()) {
          kept = loaded;
        }
        return loaded;
      }
    }
    throw new Failed(new Failure.Busy("Rights are changing all the time. Try again.", RETRY));
  }
}
