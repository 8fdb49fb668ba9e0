package org.acervo.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Written;
import org.acervo.store.StoreFailures;

/**
 * The policy as it is now, and the way to change it.
 *
 * <p><b>Asking</b> costs no trip: see {@link Replica}, where the claim is that no request that
 * starts after a change has answered is decided by what was before it.
 *
 * <p><b>Changing.</b> All changes go through one register, the head of the log. A change is planned
 * against policy n and committed only if the head is still at n; otherwise it is planned again. So
 * what a plan has checked holds at its commit, without any lock over nodes. The entry carries
 * absolute new values. Before the next commit, whoever comes next sees to it that the entry is in
 * the log and in the documents, which the writer itself does at once; so a writer may die at any
 * step: before the commit nothing has happened, after it everything will have.
 */
public final class Access implements AutoCloseable {
  /** No change takes so long between what it inserts and its commit. */
  private static final Duration ASLEEP = Duration.ofHours(1);

  private final MongoLog mongo;
  private final Replica replica;
  private final Board board;
  private final AccessConfig config;
  private final InstantSource clock;
  private final Ticks ticks;
  private final ReentrantLock turn = new ReentrantLock(true);

  Access(
      MongoLog mongo,
      Replica replica,
      Board board,
      AccessConfig config,
      InstantSource clock,
      Ticks ticks) {
    this.mongo = mongo;
    this.replica = replica;
    this.board = board;
    this.config = config;
    this.clock = clock;
    this.ticks = ticks;
  }

  /**
   * The policy at this moment or later: it holds every change that had answered before the call.
   *
   * @throws Failed with {@link Failure.Unavailable} when the record has been away for longer than a
   *     lease
   */
  public Policy policy() {
    return replica.policy();
  }

  /** The same if it is at hand; never waits. */
  public Optional<Policy> ready() {
    return replica.ready();
  }

  /** How long ago this node last saw that it knows all rights; empty before the first time. */
  public Optional<Duration> age() {
    return replica.age();
  }

  /**
   * Changes rights. When it returns, every node decides by the change.
   *
   * @param plan what to do, given the policy that it will follow on; empty when nothing is to be
   *     done. It may be asked several times, reads documents freely, refuses by throwing, and must
   *     not call this again
   * @return a policy that holds the change
   * @throws Failed with {@link Failure.Busy} when others change rights all the time, {@link
   *     Failure.Unknown} when the answer of the record was lost, or what the plan throws
   */
  public Policy change(Caller actor, Function<Policy, Optional<Change>> plan) {
    if (turn.isHeldByCurrentThread()) {
      throw new IllegalStateException("a change of rights is planned inside another one");
    }
    Head head;
    long committed;
    turn.lock();
    try {
      long giveUp = ticks.nanos() + config.changeWait().toNanos();
      var policy = replica.helped();
      while (true) {
        var change = plan.apply(policy);
        if (change.isEmpty()) {
          return policy;
        }
        var won = commit(entry(policy, actor, change.get()));
        committed = ticks.nanos();
        if (won.isPresent()) {
          Written.note();
          head = won.get();
          break;
        }
        if (ticks.nanos() - giveUp > 0) {
          throw new Failed(
              new Failure.Busy("Others are changing rights. Try again.", Replica.RETRY));
        }
        pause();
        policy = replica.newest();
      }
      try {
        replica.committed(head);
      } catch (RuntimeException e) {
        throw unfinished(e);
      }
    } finally {
      turn.unlock();
    }
    return finish(head, committed);
  }

  /**
   * Waits until every node decides by all changes that are in the record by now, also by those
   * whose authors still wait for that themselves.
   */
  void awaitAll() {
    var head = mongo.head();
    var _ = replica.newest();
    var _ = finish(head, ticks.nanos());
  }

  private Entry entry(Policy policy, Caller actor, Change change) {
    return new Entry(
        policy.number() + 1,
        UUID.randomUUID().toString(),
        clock.instant(),
        actor.label(),
        actor.principal().text(),
        change);
  }

  /** When the answer is lost, the head tells whether the entry is there. */
  private Optional<Head> commit(Entry entry) {
    try {
      return mongo.commit(entry);
    } catch (RuntimeException e) {
      if (StoreFailures.of(e).isEmpty()) {
        throw e;
      }
      try {
        var head = mongo.head();
        if (head.mark().equals(entry.mark())) {
          return Optional.of(head);
        }
      } catch (RuntimeException again) {
        e.addSuppressed(again);
      }
      throw new Failed(new Failure.Unknown("the change of rights"), e);
    }
  }

  private Policy finish(Head head, long committed) {
    try {
      if (head.all().size() > 1) {
        board.announce(head.n());
      }
      replica.help();
      replica.awaitOthers(head, committed);
      return replica.policy();
    } catch (RuntimeException e) {
      throw unfinished(e);
    }
  }

  /**
   * It is committed and will be completed by whoever comes next, but who knows when. So nobody may
   * be told that the record was away, which would mean that nothing has happened.
   */
  private static RuntimeException unfinished(RuntimeException e) {
    boolean away = e instanceof Failed || StoreFailures.of(e).isPresent();
    return away ? new Failed(new Failure.Unknown("the change of rights"), e) : e;
  }

  private static void pause() {
    try {
      TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(200, 3_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failed(new Failure.Unavailable("The server", Replica.RETRY), e);
    }
  }

  /**
   * Removes what changes that never came to their commit left behind.
   *
   * @param now a time that is surely over
   */
  public void tidy(Instant now) {
    var _ = replica.helped();
    mongo.removeAsleep(now.minus(ASLEEP));
  }

  /** When rights were last changed, by the clock of whoever did it. */
  public Optional<Instant> lastChange() {
    return mongo.head().entry().map(Entry::at);
  }

  /** Drops the rights of an item that was removed for good. */
  public void forget(ItemId item) {
    if (!policy().itemsWithRights().contains(item)) {
      return;
    }
    var _ =
        change(
            new Caller.Anonymous(),
            policy ->
                policy.data().items().containsKey(item)
                    ? Optional.of(
                        Change.of("item removed for good", "item:" + item)
                            .and(
                                Patch.keep(Patch.In.ITEM_GRANTS, item.value())
                                    .with("inherit", true)
                                    .with("grants", List.of())))
                    : Optional.empty());
  }

  @Override
  public void close() {
    replica.close();
  }
}
