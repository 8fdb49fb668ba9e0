package org.acervo.cache;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * This node's way to the shared level, and how long it may rely on what it heard there.
 *
 * <p><b>The claim</b> is that a question that begins after a write has answered is not answered by
 * what was before the write, on any node. A node answers from its own memory only while it trusts
 * the link: for {@link #LEASE} from the moment at which its last successful beat was sent. The
 * answer to a beat comes behind all pushes before it, so whoever trusts has handled every push that
 * is older than the beat.
 *
 * <p>A writer raises the generations, then asks all nodes that keep entries whether they have
 * handled what was pushed so far, and waits for them. A node that is silent (stopped, cut off,
 * slow) is waited for as long as a lease lasts; then it trusts nothing any more, and is struck from
 * the list, unless it has given a sign of life meanwhile: then it has heard of this write. Who was
 * struck finds that out by the next beat, forgets what it knew and registers anew. While the list
 * may lack somebody, because it was lost a moment ago, everybody is waited for in the same way.
 *
 * <p>When the generations cannot be raised, the write has happened and others do not know. This
 * node then trusts nothing until it has paid what it owes. Others go on trusting only while the
 * marker is there, which the {@link Relay} renews after it has seen to every write; so the writer
 * waits until the relay has passed the write and everybody has heard that or is out of their lease,
 * or the marker is out.
 */
final class Link implements AutoCloseable {
  /** Makes connections. */
  interface Server {
    Shared connect(String node, Shared.Ears ears);
  }

  /** What the relay tells those who could not tell others themselves. */
  interface Passed {
    By by(SnapshotTime time);

    /** How far the relay is. */
    enum By {
      NOT_YET,
      /** It has raised the generations for all that was written by then. */
      PASSED,
      /** Nobody trusts anything, and before anybody does, all that is written now will be seen. */
      DARK
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Link.class);
  static final Duration LEASE = Duration.ofSeconds(1);

  /** After so long without a sign of life nobody trusts anything. */
  static final Duration SILENCE = LEASE.plusMillis(100);

  /**
   * How far the clock on the wall may move against the one that never goes back between two beats,
   * in milliseconds. The latter stands still while a machine sleeps, and a lease with it, but not
   * for whoever waits for its end. They wait 100 ms more than a lease lasts, so it is less.
   */
  private static final long JUMP = 40;

  private static final Duration BEAT = Duration.ofMillis(250);

  /** How long questions go past a shared level that was slow. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** The life of a marker and of a lease taken at its end. */
  static final Duration DARK = Duration.ofMillis(3_300);

  private final @Nullable Server server;
  private final String node;
  private final boolean alone;
  private final InstantSource clock;
  private final Passed passed;
  private final Generations generations;
  private final Memory memory;
  private final Thread keeper;
  private final Calls calls;

  private final UnpaidBumps owed = new UnpaidBumps(System::nanoTime);

  private volatile @Nullable Session session;
  private volatile long trustedUntil = System.nanoTime();

  /** How far the clock on the wall was ahead at the last beat, in milliseconds. */
  private volatile long offset;

  private volatile long slowUntil = System.nanoTime();
  private volatile String trouble = "";

  /** Whether somebody who reads the log waits to hear that it is over. */
  private volatile boolean warned;

  private volatile boolean closed;

  /**
   * Builds it; {@link #start} begins.
   *
   * @param server empty where there is no shared level
   * @param alone whether no other node can be there
   */
  Link(
      Optional<Server> server,
      String node,
      boolean alone,
      InstantSource clock,
      Passed passed,
      Generations generations,
      Memory memory) {
    this.server = server.orElse(null);
    this.node = node;
    this.alone = alone;
    this.calls = new Calls(node);
    this.clock = clock;
    this.passed = passed;
    this.generations = generations;
    this.memory = memory;
    this.keeper = Thread.ofVirtual().name("cache-link-" + node).unstarted(this::keep);
  }

  void start() {
    if (server != null) {
      keeper.start();
    }
  }

  /** Whether what is known of generations is true now. */
  boolean trusted() {
    return trusted(System.nanoTime(), clock.millis());
  }

  /**
   * The same for whoever has just looked at the clocks.
   *
   * @param now on {@link System#nanoTime}
   * @param wall in milliseconds since the epoch; when the question came, or later
   */
  boolean trusted(long now, long wall) {
    return server == null
        ? alone
        : trustedUntil - now > 0 && Math.abs(ahead(now, wall) - offset) <= JUMP;
  }

  private static long ahead(long now, long wall) {
    return wall - now / 1_000_000;
  }

  /** The shared level, if it can be relied on and is quick. */
  Optional<Shared> shared() {
    var now = session;
    return now == null || !trusted() || slowUntil - System.nanoTime() > 0
        ? Optional.empty()
        : Optional.of(now.shared());
  }

  /** The shared level, whatever it is worth. */
  Optional<Shared> connected() {
    var now = session;
    return now == null ? Optional.empty() : Optional.of(now.shared());
  }

  /** Whether there is no shared level, nor anybody to share it with. */
  boolean solitary() {
    return server == null && alone;
  }

  boolean configured() {
    return server != null;
  }

  String node() {
    return node;
  }

  /** What keeps it from being trusted, for people; empty when nothing does. */
  String trouble() {
    return trusted() ? "" : trouble;
  }

  /** A question was not answered in time: the next ones go another way for a moment. */
  void slow() {
    slowUntil = System.nanoTime() + PAUSE.toNanos();
  }

  // Writing

  /** Sees to it that nobody answers by what was in {@code roots} before {@code time}. */
  void written(Collection<CollectionId> roots, SnapshotTime time) {
    var now = session;
    if (server == null || now == null) {
      missed(roots, time);
      return;
    }
    try {
      now.shared().bump(roots, time);
    } catch (Shared.Away e) {
      log.warn("a write could not be told to the others: {}", e.getMessage());
      missed(roots, time);
      return;
    }
    roots.forEach(generations::drop);
    if (alone) {
      return;
    }
    if (now.equals(session) && trusted()) {
      calls.awaitOthers(now.shared());
    } else {
      awaitRelay(time); // this may not be the server that others listen to
    }
  }

  /**
   * The same when nobody can say where it was: whoever reads what lies above all is told at once,
   * the others when the relay has passed it. That is waited for.
   */
  void writtenAnywhere(SnapshotTime time) {
    var now = session;
    if (now != null) {
      try {
        now.shared().bump(Set.of(CollectionId.ROOT), time);
      } catch (Shared.Away e) {
        log.warn("a write could not be told to the others: {}", e.getMessage());
      }
    }
    generations.dropAll();
    awaitRelay(time);
  }

  private void missed(Collection<CollectionId> roots, SnapshotTime time) {
    if (server != null) {
      synchronized (owed) {
        owed.add(roots, time);
        distrust("a write could not be told to the others");
      }
      LockSupport.unpark(keeper);
    }
    roots.forEach(generations::drop);
    awaitRelay(time);
  }

  private void awaitRelay(SnapshotTime time) {
    long over = System.nanoTime() + DARK.toNanos();
    while (!alone && over - System.nanoTime() > 0) {
      switch (passed(time)) {
        case NOT_YET -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        case PASSED -> {
          long heard = System.nanoTime() + SILENCE.toNanos();
          Calls.sleepUntil(heard - over < 0 ? heard : over);
          return;
        }
        case DARK -> {
          return;
        }
      }
    }
  }

  /** The write has happened, so a record that has gone since is no reason to say that it failed. */
  private Passed.By passed(SnapshotTime time) {
    try {
      return passed.by(time);
    } catch (RuntimeException e) {
      log.debug("nobody knows how far the relay is: {}", e.toString());
      return Passed.By.NOT_YET;
    }
  }

  // Keeping the connection

  private void keep() {
    while (!closed) {
      try {
        var now = session;
        beat(now == null ? connect() : now);
      } catch (Shared.Away e) {
        end(session);
        troubled(Trouble.of(e));
      } catch (RedisServer.Unsuitable e) {
        troubled(Objects.toString(e.getMessage(), ""));
      } catch (RuntimeException e) { // a defect; without this thread nothing is ever trusted again
        end(session);
        troubled("The shared cache failed: " + e);
        log.debug("the shared cache failed", e);
      }
      LockSupport.parkNanos(BEAT.toNanos());
    }
  }

  /** Says so once, when it begins or has another cause. */
  private void troubled(String what) {
    if (!closed && !trouble.equals(what)) {
      log.warn("{}", what);
      warned = true;
    }
    trouble = what;
  }

  private Session connect() {
    var fresh = new Session();
    var shared = Objects.requireNonNull(server).connect(node, fresh);
    fresh.shared = shared;
    try {
      generations.dropAll();
      owed.pay(shared);
      shared.register();
    } catch (Shared.Away e) {
      shared.close();
      throw e;
    }
    session = fresh;
    if (fresh.broken) {
      end(fresh);
      throw new Shared.Away("the connection broke at once", new IllegalStateException());
    }
    return fresh;
  }

  private void beat(Session now) {
    if (!owed.pay(now.shared())) {
      distrust("too much was written while Redis was away");
      return;
    }
    long sent = System.nanoTime();
    long ahead = ahead(sent, clock.millis());
    var beat = now.shared().beat();
    if (!beat.registered()) {
      distrust("this node was silent for too long");
      now.shared().register();
      beat(now);
      return;
    }
    if (beat.epoch().isEmpty()) {
      distrust("nobody watches the changes of the record at the moment");
      return;
    }
    if (!beat.epoch().get().equals(memory.epoch())) {
      memory.enter(beat.epoch().get());
      generations.dropAll();
    }
    synchronized (owed) {
      if (owed.none() && now.equals(session) && !now.broken) {
        offset = ahead;
        trustedUntil = sent + LEASE.toNanos();
        if (!trouble.isEmpty()) {
          trouble = "";
          log.atLevel(warned ? Level.INFO : Level.DEBUG).log("kept answers are given again");
          warned = false;
        }
      }
    }
    if (now.broken) { // meanwhile, and the end of trust may have been written over
      trustedUntil = System.nanoTime();
    }
  }

  private void distrust(String why) {
    trouble = why;
    trustedUntil = System.nanoTime();
    generations.dropAll();
  }

  private void end(@Nullable Session gone) {
    if (gone != null) {
      gone.broken = true;
      var shared = gone.shared;
      if (shared != null) {
        shared.close();
      }
      if (gone.equals(session)) {
        session = null;
      }
    }
    trustedUntil = System.nanoTime();
    generations.dropAll();
  }

  /** One connection, and what is heard on it. */
  private final class Session implements Shared.Ears {
    private volatile boolean broken;

    /** Set before anybody else sees the session; what is heard before that concerns nobody. */
    private volatile @Nullable Shared shared;

    private Shared shared() {
      return Objects.requireNonNull(shared);
    }

    @Override
    public void written(CollectionId root) {
      generations.drop(root);
    }

    @Override
    public void anythingWritten() {
      generations.dropAll();
    }

    @Override
    public void called(String caller, long number) {
      var mine = shared;
      if (mine != null && !caller.equals(node)) {
        mine.answer(caller, number);
      }
    }

    @Override
    public void answered(String other, long number) {
      calls.answered(other, number);
    }

    @Override
    public void broken() {
      if (!broken) {
        end(this);
        LockSupport.unpark(keeper);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(keeper);
    var now = session;
    if (now != null) {
      try {
        var beats = new HashMap<>(now.shared().nodes().beats());
        beats.keySet().retainAll(Set.of(node));
        now.shared().strike(beats);
      } catch (Shared.Away e) {
        log.debug("this node could not sign off: {}", e.getMessage());
      }
      end(now);
    }
  }
}
