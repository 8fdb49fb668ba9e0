package org.acervo.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.acervo.cache.CacheMeasure;
import org.acervo.cache.Draft;
import org.acervo.cache.Served;
import org.acervo.cache.ViewKey;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.SnapshotTime;

/**
 * Answers out of Redis by a node without room in its memory, so that each is one look there. What
 * has to be unpacked and checked counts as ours.
 */
final class RedisHits {
  private static final int CALLERS = 50;

  /**
   * Asked for by one caller in turn: what little stays in memory has gone before it is its turn.
   */
  private static final int KEYS = 16;

  private static final long NANOS = 3_000_000_000L;

  private final CacheNode node;
  private final List<ViewKey> keys;
  private final Supplier<Draft> make;
  private final Map<Served.Source, LongAdder> sources = new ConcurrentHashMap<>();

  private RedisHits(CacheNode node, Slice slice) {
    this.node = node;
    this.keys = IntStream.range(0, CALLERS * KEYS).mapToObj(slice::key).toList();
    this.make = slice.make(node.store());
  }

  static Row take(Lab lab) throws IOException, InterruptedException {
    try (Servers servers = Servers.start(lab.folder("hits"));
        CacheNode node =
            CacheNode.open(
                servers.mongo().uri(), servers.redis().uri(), DataSize.kib(1), CacheNode.DEAF)) {
      Slice slice = Slice.of("hits");
      slice.put(node.store());
      RedisHits hits = new RedisHits(node, slice);
      int bytes = hits.fill();
      var _ = hits.rate();
      hits.sources.clear();
      String what = "answers from Redis, %d callers, frames of %,d bytes".formatted(CALLERS, bytes);
      Optional<RedisBenchmark> peer = RedisBenchmark.of(servers.redis().uri(), bytes, CALLERS);
      Row row;
      if (peer.isEmpty()) {
        lab.say("redis-benchmark is not installed: answers from Redis have no peer");
        row = Row.alone(what, "answers/s", lab.repeat(_ -> hits.rate()), "-");
      } else {
        List<Samples> rates = lab.alternate(_ -> hits.rate(), _ -> peer.get().rate());
        row =
            new Row(
                what, "answers/s", rates.getFirst(), "redis-benchmark GET", rates.get(1), ">= 0.6");
      }
      lab.say("where answers came from: " + hits.sources);
      return row;
    }
  }

  /** Puts all of them there; the size of each. */
  private int fill() {
    int bytes = 0;
    for (ViewKey key : keys) {
      bytes = CacheMeasure.frameBytes(ask(key).body());
    }
    return bytes;
  }

  private Served ask(ViewKey key) {
    return node.views().view(key, SnapshotTime.ZERO, false, make);
  }

  /** Answers out of Redis per second; others do not count. */
  private double rate() throws InterruptedException {
    LongAdder hits = new LongAdder();
    long begun = System.nanoTime();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      List<ViewKey> mine = keys.subList(i * KEYS, (i + 1) * KEYS);
      callers.add(Thread.ofVirtual().start(() -> call(mine, begun + NANOS, hits)));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    return hits.sum() * 1e9 / (System.nanoTime() - begun);
  }

  private void call(List<ViewKey> mine, long end, LongAdder hits) {
    for (int i = 0; System.nanoTime() - end < 0; i++) {
      Served.Source source = ask(mine.get(i % KEYS)).source();
      sources.computeIfAbsent(source, _ -> new LongAdder()).increment();
      if (source == Served.Source.REDIS) {
        hits.increment();
      }
    }
  }
}
