package org.acervo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.acervo.access.AccessConfig;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;

/**
 * Taking a right away from somebody with three nodes over one store and one Redis: how long until
 * the change has answered, which is when no node allows it any more. While that goes on, two
 * threads ask the other two nodes and count the answers that are wrong by then.
 */
final class RevokeMeasurement implements Measurement {
  private static final int CHANGES = 300;
  private static final Duration ASKED = Duration.ofMillis(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Override
  public String name() {
    return "revoke";
  }

  @Override
  public List<Row> take(Lab lab) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int collections : List.of(500, 50_000)) {
      rows.addAll(alive(lab, collections));
    }
    rows.addAll(frozen(lab));
    return rows;
  }

  private static List<Row> alive(Lab lab, int collections)
      throws IOException, InterruptedException {
    String of = ", %,d collections".formatted(collections);
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(lab.folder("revoke"));
        Redis redis = Redis.start(lab)) {
      try (Trio trio =
          Trio.open(lab, mongo.uri(), redis.uri(), AccessConfig.DEFAULT, collections)) {
        for (int i = 0; i < 20; i++) {
          trio.give();
          trio.takeAway();
        }
        double[] times = new double[CHANGES];
        try (Watch watch = trio.watch()) {
          for (int i = 0; i < CHANGES; i++) {
            trio.give();
            times[i] = trio.takeAway();
            Thread.sleep(ASKED); // while every yes is a wrong answer
          }
          watch.end();
          Samples samples = new Samples(times);
          List<Row> rows = new ArrayList<>();
          rows.add(
              Row.alone("revoke, 3 nodes" + of + ", p50", "ms", samples, "p50 <= 10; p99 <= 50"));
          rows.add(
              Row.alone(
                  "revoke, 3 nodes" + of + ", p99",
                  "ms",
                  new Samples(samples.percentile(0.99)),
                  "<= 50"));
          rows.add(
              Row.alone(
                  "wrong answers in %,d checks meanwhile".formatted(watch.checks()),
                  "",
                  new Samples(watch.wrong()),
                  "0"));
          redis.end();
          rows.add(
              Row.alone(
                  "the same with Redis gone", "ms", new Samples(some(trio, CHANGES / 10)), "-"));
          return rows;
        }
      }
    }
  }

  private static double[] some(Trio trio, int times) {
    double[] values = new double[times];
    for (int i = 0; i < times; i++) {
      trio.give();
      values[i] = trio.takeAway();
    }
    return values;
  }

  private static List<Row> frozen(Lab lab) throws IOException, InterruptedException {
    try (EmbeddedMongo mongo = EmbeddedMongo.evaluation(lab.folder("frozen"));
        Redis redis = Redis.start(lab);
        Trio trio = Trio.open(lab, mongo.uri(), redis.uri(), Node.lease(SHORT), 500)) {
      Samples samples =
          lab.repeat(run -> {
            trio.give();
            trio.freeze();
            double seconds = trio.takeAway() / 1e3;
            trio.thaw();
            return seconds;
          });
      double lease = SHORT.toMillis() / 1e3;
      return List.of(
          Row.alone(
              "revoke, one of 3 nodes frozen, lease %.0f s".formatted(lease),
              "s",
              samples,
              "<= %.1f".formatted(lease + 0.2)));
    }
  }

  /** A Redis that may have been ended already, or never been there. */
  private static final class Redis implements AutoCloseable {
    private Optional<EmbeddedRedis> server;

    private Redis(Optional<EmbeddedRedis> server) {
      this.server = server;
    }

    static Redis start(Lab lab) throws IOException {
      return new Redis(EmbeddedRedis.start(lab.folder("redis"), DataSize.mib(64)));
    }

    Optional<String> uri() {
      return server.map(EmbeddedRedis::uri);
    }

    @Override
    public void close() throws IOException {
      end();
    }

    void end() throws IOException {
      if (server.isPresent()) {
        server.get().close();
        server = Optional.empty();
      }
    }
  }

  /** Asks nodes in threads of their own, a burst at a time, so that the change gets its turn. */
  static final class Watch implements AutoCloseable {
    private static final int BURST = 5_000;
    private static final long PAUSE = 200_000;

    private final Phase phase;
    private final List<Watcher> watchers = new ArrayList<>();
    private volatile boolean ended;

    Watch(Phase phase, List<BooleanSupplier> questions) {
      this.phase = phase;
      for (BooleanSupplier question : questions) {
        Watcher watcher = new Watcher(question);
        watchers.add(watcher);
        watcher.start();
      }
    }

    void end() throws InterruptedException {
      ended = true;
      for (Watcher watcher : watchers) {
        watcher.join();
      }
    }

    /** How many answers were given after the right had been taken away and before it came back. */
    long checks() {
      return watchers.stream().mapToLong(watcher -> watcher.checks).sum();
    }

    long wrong() {
      return watchers.stream().mapToLong(watcher -> watcher.wrong).sum();
    }

    @Override
    public void close() {
      ended = true;
    }

    private final class Watcher extends Thread {
      private final BooleanSupplier question;
      private long checks;
      private long wrong;

      Watcher(BooleanSupplier question) {
        this.question = question;
      }

      @Override
      public void run() {
        while (!ended) {
          for (int i = 0; i < BURST; i++) {
            int before = phase.now();
            boolean allowed = question.getAsBoolean();
            if (Phase.without(before)) {
              checks++;
              wrong += allowed && phase.now() == before ? 1 : 0;
            }
          }
          LockSupport.parkNanos(PAUSE);
        }
      }
    }
  }

  /** Whether the right is known to be gone; each time has a number of its own. */
  static final class Phase {
    private static final int GONE = 1;
    private volatile int now;

    int now() {
      return now;
    }

    /** Before any change. By the thread alone that changes rights. */
    void unsettled() {
      int before = now;
      now = without(before) ? before + 1 : before;
    }

    /** After the change that took it away has answered. */
    void gone() {
      int before = now;
      now = before + 1;
    }

    static boolean without(int phase) {
      return phase % 2 == GONE;
    }
  }
}
