package org.acervo.bench;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.acervo.cache.Served;
import org.acervo.cache.ViewKey;
import org.acervo.kernel.SnapshotTime;

/**
 * Writes on one node while a thread asks another for the same view, warm, again and again: how soon
 * it sees them, what a write costs its writer, and whether an answer was ever older than allowed.
 */
final class Visibility {
  /** A path that runs once a write takes long to be compiled. */
  private static final int WARM = 3_000;

  private static final int WRITES = 1_000;
  private static final long PATIENCE = 10_000_000_000L;

  /** So that the node that is asked is not the only one that runs. */
  private static final long PAUSE = 50_000;

  private final CacheNode writing;
  private final Slice slice = Slice.of("seen");
  private final Watch watch;
  private final double[] commits = new double[WRITES];
  private final double[] answers = new double[WRITES];
  private final double[] sightings = new double[WRITES];

  private Visibility(CacheNode writing, CacheNode asked) {
    this.writing = writing;
    this.watch = new Watch(asked, slice);
  }

  static List<Row> take(Lab lab) throws IOException, InterruptedException {
    try (Servers servers = Servers.start(lab.folder("seen"));
        CacheNode writing = CacheNode.open(servers.mongo().uri(), servers.redis().uri());
        CacheNode asked = CacheNode.open(servers.mongo().uri(), servers.redis().uri())) {
      Visibility visibility = new Visibility(writing, asked);
      visibility.run();
      return visibility.rows();
    }
  }

  private void run() throws IOException, InterruptedException {
    slice.put(writing.store());
    watch.start();
    try {
      for (int version = 1; version <= WARM + WRITES; version++) {
        write(version, version - WARM - 1);
        Thread.sleep(5); // while every older answer is a wrong one
      }
    } finally {
      watch.ended = true;
      watch.join();
    }
  }

  /** Keeps what it took under that number, unless it is negative. */
  private void write(int version, int number) throws IOException {
    long begun = System.nanoTime();
    long committed =
        writing
            .views()
            .write(
                () -> List.of(slice.root()),
                () -> {
                  slice.write(writing.store(), version);
                  return System.nanoTime();
                });
    long answered = System.nanoTime();
    watch.answered = version;
    long seen = watch.await(version);
    if (number >= 0) {
      commits[number] = (committed - begun) / 1e6;
      answers[number] = (answered - begun) / 1e6;
      sightings[number] = Math.max(0, seen - committed) / 1e6;
    }
  }

  private List<Row> rows() {
    Samples seen = new Samples(sightings);
    Samples answered = new Samples(answers);
    return List.of(
        Row.alone("write seen on another node, from its commit, p50", "ms", seen, "-"),
        Row.alone(
            "write seen on another node, p99", "ms", new Samples(seen.percentile(0.99)), "<= 5"),
        Row.alone("that write, until it has answered, p50", "ms", answered, "-"),
        Row.alone("that write, p99", "ms", new Samples(answered.percentile(0.99)), "-"),
        Row.alone("of that the update in MongoDB, p50", "ms", new Samples(commits), "-"),
        Row.alone(
            "older answers in %,d questions meanwhile".formatted(watch.asked),
            "",
            new Samples(watch.older),
            "0"));
  }

  /** Who asks. */
  private static final class Watch extends Thread {
    private final CacheNode node;
    private final Slice slice;
    private final ViewKey key;
    private long asked;
    private long older;

    /** The version that a question may not be answered older than. */
    private volatile int answered;

    /** The newest version seen and when; then that it came out of memory. */
    private volatile Sighting newest = new Sighting(0, 0);

    private volatile int remembered;
    private volatile boolean ended;

    private record Sighting(int version, long at) {}

    Watch(CacheNode node, Slice slice) {
      super("watch");
      this.node = node;
      this.slice = slice;
      this.key = slice.key(0);
    }

    @Override
    public void run() {
      while (!ended) {
        int oldest = answered;
        Served served = node.views().view(key, SnapshotTime.ZERO, false, slice.make(node.store()));
        int version = Slice.version(served);
        asked++;
        older += version < oldest ? 1 : 0;
        if (version > newest.version()) {
          newest = new Sighting(version, System.nanoTime());
        }
        if (served.source() == Served.Source.MEMORY) {
          remembered = version;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }

    /** When it saw that version first; returns once the node has it in memory. */
    long await(int version) throws IOException {
      long end = System.nanoTime() + PATIENCE;
      while (remembered < version) {
        if (System.nanoTime() > end || !isAlive()) {
          throw new IOException(
              "version " + version + " was not seen on the other node; it knows " + newest);
        }
        LockSupport.parkNanos(PAUSE);
      }
      return newest.at();
    }
  }
}
