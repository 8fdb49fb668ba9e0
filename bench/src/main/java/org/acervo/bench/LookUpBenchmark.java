package org.acervo.bench;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.acervo.cache.Body;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.cache.ViewKey;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One answer from the memory of a node that is linked to others, and one from a bare Caffeine. Keys
 * that are asked for are equal to those that are kept, but other objects, as in a request.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LookUpBenchmark {
  private static final int ROOTS = 256;
  private static final int OF_EACH = 4;

  /** A power of two. */
  static final int ENTRIES = ROOTS * OF_EACH;

  private static ViewKey[] keys() {
    ViewKey[] keys = new ViewKey[ENTRIES];
    for (int i = 0; i < ENTRIES; i++) {
      keys[i] = slice(i).key(i / ROOTS);
    }
    return keys;
  }

  private static Slice slice(int number) {
    return Slice.of("root" + number % ROOTS);
  }

  /** A node with all of it in memory. */
  @State(Scope.Thread)
  public static class Ours {
    private final ViewKey[] keys = keys();
    private @Nullable Servers servers;
    private @Nullable CacheNode node;
    private int next;
    private long wall;

    /** Asks every question once. */
    @Setup
    public void open() throws IOException, InterruptedException {
      Path folder = Files.createTempDirectory("acervo-look-up");
      folder.toFile().deleteOnExit();
      servers = Servers.start(folder);
      node = CacheNode.open(servers.mongo().uri(), servers.redis().uri());
      for (int i = 0; i < ROOTS; i++) {
        slice(i).put(node.store());
      }
      ViewKey[] kept = keys();
      for (int i = 0; i < ENTRIES; i++) {
        var _ = slow(i, kept[i]);
      }
    }

    /**
     * Where trust was lost, goes the long way, as anybody would. A request has read the time for
     * its rights already; here it is read once in a while.
     */
    Served ask() {
      int i = next++ & ENTRIES - 1;
      if (i == 0) {
        wall = System.currentTimeMillis();
      }
      ViewKey key = keys[i];
      Served found =
          Objects.requireNonNull(node).views().inMemory(key, SnapshotTime.ZERO, wall).orElse(null);
      return found == null ? slow(i, key) : found;
    }

    private Served slow(int number, ViewKey key) {
      wall = System.currentTimeMillis();
      CacheNode here = Objects.requireNonNull(node);
      return here.views().view(key, SnapshotTime.ZERO, false, slice(number).make(here.store()));
    }

    /** Ends node and servers. */
    @TearDown
    public void close() throws IOException {
      Objects.requireNonNull(node).close();
      Objects.requireNonNull(servers).close();
    }
  }

  /** The same number of entries under the same keys, bounded by their number and nothing else. */
  @State(Scope.Thread)
  public static class Bare {
    private final ViewKey[] keys = keys();
    private final Cache<ViewKey, Body> entries = Caffeine.newBuilder().maximumSize(ENTRIES).build();
    private int next;

    /** Puts everything in. */
    @Setup
    public void fill() {
      fill(entries);
    }

    static void fill(Cache<ViewKey, Body> entries) {
      for (ViewKey key : keys()) {
        entries.put(key, Body.of(Draft.of(new byte[0])));
      }
    }

    @Nullable Body ask() {
      return entries.getIfPresent(keys[next++ & ENTRIES - 1]);
    }
  }

  /** The same, bounded by weight and time, as the memory of a node is. */
  @State(Scope.Thread)
  public static class Expiring {
    private final ViewKey[] keys = keys();
    private final Cache<ViewKey, Body> entries =
        Caffeine.newBuilder()
            .maximumWeight(ENTRIES)
            .weigher((_, _) -> 1)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();
    private int next;

    /** Puts everything in. */
    @Setup
    public void fill() {
      Bare.fill(entries);
    }

    @Nullable Body ask() {
      return entries.getIfPresent(keys[next++ & ENTRIES - 1]);
    }
  }

  /** Memory, generation and lease. */
  @Benchmark
  public Served memory(Ours ours) {
    return ours.ask();
  }

  /** The peer. */
  @Benchmark
  public @Nullable Body bare(Bare bare) {
    return bare.ask();
  }

  /** The peer with all that ours asks of it. */
  @Benchmark
  public @Nullable Body expiring(Expiring expiring) {
    return expiring.ask();
  }
}
