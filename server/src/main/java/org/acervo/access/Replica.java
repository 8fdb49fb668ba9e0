package org.acervo.access;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.store.StoreFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in this node's memory, and the right to answer from it.
 *
 * <p><b>The claim</b> is that no request that starts after a change of rights answered is decided
 * by the policy before it, on any node. It rests on leases. A node is named in the head before it
 * answers anything. It may answer until its last reading of the head, counted from before that
 * reading began, is a lease old. A change answers only when each node that the head names at the
 * commit has acknowledged its number, or a lease (and a little, for clocks that run at different
 * speed) has passed since the commit: a node that was silent so long either read the head before
 * the commit, and its lease is over, or after it, and then it has the change.
 *
 * <p>So that not every change waits for a dead node, a silent one is struck from the head, in two
 * steps. First it is noted as leaving: if it reads the head now it sees that, and has to announce
 * itself anew before its lease grows. Changes still wait for it, because it may have read the head
 * a moment before. A lease later it cannot answer any more, and is forgotten.
 *
 * <p>Time is measured by the clock that never goes back. That clock stands still while the machine
 * sleeps; a time of day that has moved against it ends the lease at once.
 *
 * <p><b>Reading</b> costs a look at both clocks. When the lease is over, everybody who asks waits
 * for one reading of the head; when that fails, the answer is that the record is away, never an old
 * policy.
 *
 * <p>Readings and applications take turns, so what is held only moves forward, and a head with a
 * smaller number than ours means that the record was replaced by an older one: all is loaded anew.
 */
final class Replica implements AutoCloseable {
  /** Whoever keeps things that the policy can end. */
  interface Told {
    /**
     * Called before any policy that holds the entry is answered from. The documents may lack it
     * still, but none before it.
     */
    void entry(List<Patch> patches);

    /** Called when it is not known what has changed; the newest entry is told again after that. */
    void all();
  }

  private static final Logger log = LoggerFactory.getLogger(Replica.class);
  static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration ALONE_IN_THE_DARK = Duration.ofMillis(100);

  private final MongoLog mongo;
  private final MongoPolicy documents;
  private final Board board;
  private final InstantSource clock;
  private final Ticks ticks;
  private final Duration lease;
  private final Duration renewal;
  private final Told told;
  private final String node = UUID.randomUUID().toString();
  private final ReentrantLock turn = new ReentrantLock(true);
  private final Shared<Held> renewing = new Shared<>(this::renew);
  private final Thread keeper;

  private volatile @Nullable Held held;
  private volatile Set<String> nodes = Set.of();
  private volatile boolean closed;
  private volatile boolean alone;

  // All below is used in turn only.
  private @Nullable Entry newest;
  private long applied;
  private long seenUnapplied;

  private volatile long left;

  /**
   * Builds it; nothing is read yet.
   *
   * @param alone whether there can be no other node, so that those in the head are dead
   * @param told hears of every patch before a policy that holds it is answered from
   */
  Replica(
      MongoLog mongo,
      MongoPolicy documents,
      Board board,
      InstantSource clock,
      Ticks ticks,
      AccessConfig config,
      boolean alone,
      Told told) {
    this.mongo = mongo;
    this.documents = documents;
    this.board = board;
    this.clock = clock;
    this.ticks = ticks;
    this.lease = config.lease();
    this.renewal = config.renewal();
    this.alone = alone;
    this.told = told;
    this.keeper = Thread.ofVirtual().name("policy-" + node.substring(0, 4)).unstarted(this::keep);
    board.listen(this::heard);
    keeper.start();
  }

  /** A policy that holds every change that had answered before the call. */
  Policy policy() {
    var now = held;
    return now != null && now.valid(ticks) ? now.policy() : renewing.get().policy();
  }

  /** The same, if the lease allows an answer from it without waiting. */
  Optional<Policy> ready() {
    var now = held;
    return now != null && now.valid(ticks) ? Optional.of(now.policy()) : Optional.empty();
  }

  /** How long ago it was seen that the policy at hand is the newest; empty before the first. */
  Optional<Duration> age() {
    return Optional.ofNullable(held).map(now -> now.age(ticks, lease));
  }

  /** The newest policy there is; every entry up to it is in the documents. */
  Policy newest() {
    renewing.get();
    return helped();
  }

  /**
   * A policy that holds every change that had answered before the call, when every entry up to it
   * is in the documents.
   */
  Policy helped() {
    turn.lock();
    try {
      var now = held;
      // A plan that finds nothing to do, or refuses, never meets the head: its policy must be true.
      if (now == null || !now.valid(ticks)) {
        renew();
      }
      help();
      return Objects.requireNonNull(held).policy();
    } finally {
      turn.unlock();
    }
  }

  /** Takes over an entry that this node has committed; its lease grows no longer by that. */
  void committed(Head head) {
    turn.lock();
    try {
      var now = held;
      // While the answer was on its way a renewal may have seen that entry and later ones; only a
      // head that was just read may lead back to a smaller number.
      if (now == null || now.policy().number() < head.n()) {
        follow(head);
      }
    } finally {
      turn.unlock();
    }
  }

  /** Writes into the documents what {@link #committed} took over. */
  void help() {
    turn.lock();
    try {
      var entry = newest;
      if (entry != null && applied < entry.n()) {
        mongo.apply(entry);
        applied = entry.n();
      }
    } finally {
      turn.unlock();
    }
  }

  String node() {
    return node;
  }

  private Held renew() {
    return renew(3);
  }

  private Held renew(int tries) {
    turn.lock();
    try {
      if (closed) {
        throw new Failed(new Failure.Unavailable("The server", RETRY));
      }
      long started = ticks.nanos();
      long offset = ticks.offset();
      var head = mongo.head();
      if (!head.nodes().contains(node)) {
        started = ticks.nanos();
        head = alone ? mongo.registerAlone(node) : mongo.register(node);
        alone = false;
      }
      boolean first = held == null;
      var renewed = new Held(follow(head), started + lease.toNanos(), offset);
      held = renewed;
      if (renewed.valid(ticks)) {
        return renewed;
      }
      if (tries > 1 && (first || renewed.jumped(ticks))) {
        // Loading took longer than a lease, or this thread had to wait between the clocks; now the
        // policy is there and reading the head is quick.
        return renew(tries - 1);
      }
      throw new Failed(new Failure.Unavailable("The database", RETRY));
    } catch (RuntimeException e) {
      throw StoreFailures.of(e).isPresent()
          ? new Failed(new Failure.Unavailable("The database", RETRY), e)
          : e;
    } finally {
      turn.unlock();
    }
  }

  /** Comes up to {@code head}, and says so. */
  private Policy follow(Head head) {
    nodes = head.nodes();
    var before = held;
    long n = before == null ? 0 : before.policy().number();
    if (before == null || head.n() < n || !sameHistory(head, before.policy())) {
      return switchTo(load(head));
    }
    if (head.n() == n) {
      return before.policy();
    }
    var entries = between(n, head);
    if (entries.isEmpty()) {
      return switchTo(load(head));
    }
    var policy = before.policy();
    for (var entry : entries) {
      tell(entry);
      policy = policy.with(entry);
      newest = entry;
    }
    // All but the newest were applied before the one behind them was committed.
    applied = Math.max(applied, head.n() - 1);
    return switchTo(policy);
  }

  private static boolean sameHistory(Head head, Policy policy) {
    return head.n() != policy.number() || head.mark().equals(policy.data().mark());
  }

  /** The entries behind {@code n} up to the head; none when some are missing. */
  private List<Entry> between(long n, Head head) {
    var last = head.entry();
    if (last.isEmpty()) {
      return List.of();
    }
    if (head.n() == n + 1) {
      return List.of(last.get());
    }
    var entries = new ArrayList<>(mongo.entries(n, head.n() - 1));
    entries.add(last.get());
    return entries.size() == head.n() - n ? entries : List.of();
  }

  private Policy switchTo(Policy policy) {
    var before = held;
    if (before != null) {
      // The lease stays what it was: it tells when the head was read, not what was read.
      held = before.with(policy);
    }
    if (nodes.size() > 1 && (before == null || before.policy().number() != policy.number())) {
      acknowledge(policy.number());
    }
    return policy;
  }

  private void acknowledge(long n) {
    if (!board.acknowledge(node, n)) {
      mongo.acknowledge(node, n);
    }
  }

  /** Everything anew: from the board if somebody left it there, else out of the documents. */
  private Policy load(Head head) {
    told.all();
    newest = head.entry().orElse(null);
    // Whether the newest entry is in the documents is not known, so it will be applied once more.
    applied = newest == null ? head.n() : head.n() - 1;
    var snapshot = board.snapshot(head.n(), head.mark()).flatMap(Snapshots::read);
    if (snapshot.isPresent()) {
      left = head.n();
      head.entry().ifPresent(this::tell);
      return new Policy(snapshot.get().at(head.n(), head.mark()), clock);
    }
    var data = documents.load(head.n());
    var after = mongo.head();
    // The documents were at head or later, and not later than this: what was read may hold part of
    // the entries between, and may not; applied once more it holds all of them.
    var missed = between(head.entry().isPresent() ? head.n() - 1 : head.n(), after);
    if (missed.isEmpty() && after.n() != head.n()) {
      throw new Failed(new Failure.Unavailable("The database", RETRY));
    }
    for (var entry : missed) {
      data = data.with(entry);
      newest = entry;
    }
    applied = Math.max(applied, after.n() - 1);
    after.entry().ifPresent(this::tell);
    return new Policy(data.at(after.n(), after.mark()), clock);
  }

  private void tell(Entry entry) {
    told.entry(entry.change().patches());
  }

  /** Called by the board; must not hold up whoever brings the news. */
  private void heard(long n) {
    var now = held;
    if (now == null || now.policy().number() < n) {
      Thread.ofVirtual()
          .name("policy-heard")
          .start(() -> {
            var latest = held;
            if (latest == null || latest.policy().number() < n) {
              quietly(renewing::get);
            }
          });
    }
  }

  private void keep() {
    long quiet = 0;
    while (!closed) {
      boolean up = board.up();
      boolean dark = !up && nodes.size() > 1;
      LockSupport.parkNanos(
          (dark && renewal.compareTo(ALONE_IN_THE_DARK) > 0 ? ALONE_IN_THE_DARK : renewal)
              .toNanos());
      var before = held;
      if (!closed && before != null) {
        quietly(renewing::get);
        quietly(this::complete);
        if (quiet == before.policy().number()) {
          quietly(() -> leave(before.policy().data()));
        }
        quiet = before.policy().number();
      }
    }
  }

  private void quietly(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      if (!closed) {
        log.warn("the policy cannot be kept up: {}", StoreFailures.reason(e));
      }
    }
  }

  /** Does what a writer that died left undone: its entry was here a renewal ago and still is. */
  private void complete() {
    turn.lock();
    try {
      var entry = newest;
      if (entry != null && applied < entry.n()) {
        if (seenUnapplied == entry.n()) {
          help();
        }
        seenUnapplied = entry.n();
      }
    } finally {
      turn.unlock();
    }
  }

  /** For nodes that start. Writing it all takes a while, so nobody is kept waiting for it. */
  private void leave(PolicyData data) {
    if (left != data.number() && board.up()) {
      board.leave(data.number(), data.mark(), Snapshots.write(data));
      left = data.number();
    }
  }

  /** Waits until no other node answers from a policy before {@code head}. */
  void awaitOthers(Head head, long committed) {
    var silent = head.all();
    silent.remove(node);
    long over = committed + patience();
    long pause = 200_000;
    long record = committed + 20_000_000L;
    boolean suspected = false;
    while (!silent.isEmpty()) {
      drop(silent, board.acknowledged(silent), head.n());
      long now = ticks.nanos();
      if (!silent.isEmpty() && now - record >= 0) {
        drop(silent, mongo.acknowledged(silent), head.n());
        silent.retainAll(mongo.head().all());
        record = ticks.nanos() + 50_000_000L;
      }
      if (!silent.isEmpty() && !suspected && now - committed > lease.toNanos() / 8) {
        suspect(Set.copyOf(silent));
        suspected = true;
      }
      if (now - over >= 0) {
        return;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, TimeUnit.MILLISECONDS.toNanos(board.up() ? 1 : 20));
    }
  }

  /** After so long no lease is left that was taken before. */
  private long patience() {
    return lease.toNanos() + lease.toNanos() / 100 + 50_000_000L;
  }

  private void suspect(Set<String> silent) {
    log.warn("nodes do not answer and will be taken for dead: {}", silent);
    var marks = mongo.suspect(silent, UUID.randomUUID().toString());
    long over = ticks.nanos() + patience();
    Thread.ofVirtual()
        .name("policy-strike")
        .start(() -> {
          // Parking may end early, and a node struck early could still answer.
          for (long left = over - ticks.nanos(); left > 0 && !closed; left = over - ticks.nanos()) {
            LockSupport.parkNanos(left);
          }
          if (!closed) {
            try {
              marks.forEach(mongo::remove);
              board.forget(marks.keySet());
            } catch (RuntimeException e) {
              log.warn("dead nodes could not be struck: {}", StoreFailures.reason(e));
            }
          }
        });
  }

  private static void drop(Set<String> silent, Map<String, Long> acknowledged, long n) {
    acknowledged.forEach((node, number) -> {
      if (number >= n) {
        silent.remove(node);
      }
    });
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(keeper);
    turn.lock();
    try {
      if (held != null) {
        held = null;
        mongo.signOff(node);
        board.forget(List.of(node));
      }
    } catch (RuntimeException e) {
      log.info("this node could not sign off: {}", StoreFailures.reason(e));
    } finally {
      turn.unlock();
      board.close();
    }
  }
}
