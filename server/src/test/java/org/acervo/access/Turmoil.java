package org.acervo.access;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.acervo.kernel.Failed;
import org.acervo.store.StoreFailures;

/** Changes, questions and faults at the same time, and the judgement on it. */
final class Turmoil {
  private static final int CHANGING = 6;
  private static final int ASKING_PER_NODE = 2;

  private final Fleet fleet;
  private final long seed;
  private final Function<Fleet.Node, Policy> answering;
  private final int writers;
  final Acts acts;
  final Keys keys;
  final Nemesis nemesis;
  final AtomicLong refused = new AtomicLong();
  final AtomicLong discarded = new AtomicLong();
  private final AtomicLong checks = new AtomicLong();
  private volatile boolean asking = true;
  private volatile boolean changing = true;

  /**
   * Prepares it.
   *
   * @param answering how a node gets the policy that it answers from
   * @param writers how many of the nodes change rights
   */
  Turmoil(Fleet fleet, long seed, Function<Fleet.Node, Policy> answering, int writers) {
    this.fleet = fleet;
    this.seed = seed;
    this.answering = answering;
    this.writers = writers;
    this.acts = new Acts(fleet);
    this.keys = new Keys(fleet, acts);
    this.nemesis = new Nemesis(fleet);
  }

  /** Goes on for at least so long and until there are so many checks. */
  History.Verdict run(long seconds, long least) throws Exception {
    asking = true;
    changing = true;
    checks.set(0);
    var base = fleet.node(0).room.access().policy().data();
    var everything = new ArrayList<History.Asked>();
    var random = new SplittableRandom(seed);
    // A burst, a rest: so that changes and faults get their share of a small machine.
    int burst = (int) Math.max(50, least * 25 / (seconds * 1000 * fleet.size() * ASKING_PER_NODE));
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < fleet.size() * ASKING_PER_NODE; i++) {
        var asked = new History.Asked();
        everything.add(asked);
        int node = i % fleet.size();
        running.add(
            threads.submit(
                until(() -> asking, random.split(), 20, r -> ask(r, node, burst, asked))));
      }
      for (int i = 0; i < CHANGING; i++) {
        running.add(threads.submit(until(() -> changing, random.split(), 25, this::change)));
      }
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < end || checks.get() < least) {
        nemesis.any(random);
        Thread.sleep(random.nextInt(20, 600));
      }
      changing = false;
      for (var thread : running.subList(everything.size(), running.size())) {
        thread.get();
      }
      settle();
      asking = false;
      for (var thread : running) {
        thread.get();
      }
    }
    return history(base).judge(everything);
  }

  private interface Doing {
    void once(RandomGenerator random) throws Exception;
  }

  private Callable<Void> until(
      java.util.function.BooleanSupplier going, RandomGenerator random, int rest, Doing doing) {
    return () -> {
      while (going.getAsBoolean()) {
        doing.once(random);
        Thread.sleep(random.nextInt(rest));
      }
      return null;
    };
  }

  private void change(RandomGenerator random) {
    int node = random.nextInt(writers);
    if (random.nextInt(6) == 0) {
      keys.any(random, node);
    } else {
      acts.any(random, node);
    }
  }

  private void ask(RandomGenerator random, int node, int burst, History.Asked asked) {
    var on = fleet.node(node);
    try {
      keys.look(random, node);
      for (int i = 0; i < burst; i++) {
        if (on.pauses.get() % 2 != 0) {
          return;
        }
        ask(random, node, on, asked);
      }
    } catch (RuntimeException e) {
      if (!(e instanceof Failed) && StoreFailures.of(e).isEmpty()) {
        acts.surprises().add(e);
      }
      refused.incrementAndGet();
    }
  }

  private void ask(RandomGenerator random, int node, Fleet.Node on, History.Asked asked) {
    var subjects = acts.subjects();
    int persons = acts.people().size() + 1;
    int size = subjects.size();
    int subject =
        size > persons && random.nextInt(4) == 0
            ? random.nextInt(Math.max(persons, size - 6), size)
            : random.nextInt(persons);
    int target = random.nextBoolean() ? acts.hot() : random.nextInt(acts.targets().size());
    int bit = random.nextInt(History.PERMISSIONS.size());
    var permission = History.PERMISSIONS.get(bit);
    long pauses = on.pauses.get();
    if (pauses % 2 != 0) {
      return;
    }
    var question =
        new History.Question(
            subject, target, bit, node, System.nanoTime(), on.ticks, on.ticks.millis());
    var policy = answering.apply(on);
    boolean answer =
        switch (acts.targets().get(target)) {
          case Target.OfCollection(var id) -> policy.allows(subjects.get(subject), permission, id);
          case Target.OfItem(var id, var home) ->
              policy.allows(subjects.get(subject), permission, id, home);
        };
    if (on.pauses.get() == pauses) {
      asked.add(question, policy.number(), answer);
      checks.incrementAndGet();
    } else {
      discarded.incrementAndGet();
    }
  }

  /**
   * All faults are over: every node that changes rights changes something once more. The others may
   * be nodes for which no time passes: they would wait for ever for an answer that got lost.
   */
  private void settle() throws IOException, InterruptedException {
    for (int node = 0; node < writers; node++) {
      int at = node;
      while (!acts.act(
          "last",
          node,
          actor ->
              fleet
                  .node(at)
                  .room
                  .access()
                  .change(actor, _ -> java.util.Optional.of(Change.of("last", ""))))) {
        Thread.sleep(100);
      }
    }
  }

  /** What the log says happened; that the documents say the same is checked here too. */
  private History history(PolicyData base) {
    var log = new MongoLog(fleet.store(), java.time.Duration.ofSeconds(5));
    var head = log.head();
    var history =
        new History(
            base,
            log.entries(base.number(), head.n()),
            acts.done(),
            List.copyOf(acts.subjects()),
            acts.targets());
    var stored = new MongoPolicy(fleet.store()).load(head.n()).at(head.n(), head.mark());
    if (!stored.equals(history.last())) {
      throw new AssertionError(
          "seed %d: the documents say%n%s%nand the log%n%s"
              .formatted(seed, stored, history.last()));
    }
    return history;
  }
}
