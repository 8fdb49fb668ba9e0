package org.acervo.cache;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/** Shows the cache of this node to those who look after it. */
public final class CacheKeeper {
  private static final int SLOWEST = 10;
  private static final Duration RECENT = Duration.ofSeconds(5);

  private final Views views;
  private final Generations generations;
  private final Prober prober;
  private final InstantSource clock;
  private volatile @Nullable Walked walked;

  CacheKeeper(Views views, Generations generations, Prober prober, InstantSource clock) {
    this.views = views;
    this.generations = generations;
    this.prober = prober;
    this.clock = clock;
  }

  public CacheStatus status() {
    var link = views.link();
    var shares = views.memory().shares();
    var all = shares.values().stream().reduce(Memory.Share.NONE, Memory.Share::plus);
    return new CacheStatus(
        link.node(),
        views.config().on(),
        views.bypassed(),
        all.entries(),
        all.bytes(),
        views.memory().limit(),
        redis(link),
        link.trusted(),
        link.trouble(),
        Arrays.stream(View.values()).map(view -> of(view, shares)).toList(),
        slowest(),
        probes());
  }

  /** One view, for somebody who asks about each of them, several times in a row. */
  public CacheStatus.OfView of(View view) {
    return of(view, recent());
  }

  /** Whether entries are answered from without asking the record. */
  public boolean trusted() {
    return views.link().trusted();
  }

  public CacheStatus.Probes probes() {
    return new CacheStatus.Probes(prober.sampled.sum(), prober.compared.sum(), prober.stale.sum());
  }

  /** What memory holds, as it was a moment ago: finding out means to walk through all of it. */
  private Map<View, Memory.Share> recent() {
    long now = System.nanoTime();
    var last = walked;
    if (last == null || now - last.at() > RECENT.toNanos()) {
      last = new Walked(views.memory().shares(), now);
      walked = last;
    }
    return last.shares();
  }

  private record Walked(Map<View, Memory.Share> shares, long at) {}

  private static CacheStatus.Redis redis(Link link) {
    if (!link.configured()) {
      return CacheStatus.Redis.OFF;
    }
    return link.connected().isPresent() ? CacheStatus.Redis.UP : CacheStatus.Redis.DOWN;
  }

  private CacheStatus.OfView of(View view, Map<View, Memory.Share> shares) {
    var counters = views.counters(view);
    var share = shares.getOrDefault(view, Memory.Share.NONE);
    return new CacheStatus.OfView(
        view,
        counters.memory.sum(),
        counters.redis.sum(),
        counters.misses.sum(),
        counters.shared.sum(),
        counters.stored.sum(),
        new CacheStatus.Refused(
            counters.refusedOld.sum(), counters.refusedVanished.sum(), counters.refusedAway.sum()),
        counters.unreadable.sum(),
        counters.bypassed.sum(),
        share.entries(),
        share.bytes(),
        share.oldest(clock.millis()));
  }

  private List<CacheStatus.Miss> slowest() {
    return Arrays.stream(View.values())
        .flatMap(view -> views.counters(view).slowest().stream())
        .sorted(Comparator.comparingDouble(Counters.Slow::millis).reversed())
        .limit(SLOWEST)
        .map(slow ->
            new CacheStatus.Miss(
                slow.key().view(),
                slow.key().root(),
                slow.key().query(),
                slow.millis(),
                Instant.ofEpochMilli(slow.at())))
        .toList();
  }

  /**
   * What is kept under a key, and what it is worth.
   *
   * @throws Failed with {@code Unavailable} when Redis does not answer
   */
  public CacheStatus.Explained explain(ViewKey key) {
    var memory = views.memory();
    var link = views.link();
    var here = Optional.ofNullable(memory.get(key, System.nanoTime()));
    var known = Optional.ofNullable(generations.of(key.root()));
    Optional<Shared.Kept> there;
    Optional<SnapshotTime> generation;
    try {
      var shared = link.connected();
      there = shared.flatMap(open -> open.kept(memory.epoch(), key));
      generation = shared.flatMap(open -> open.generation(key.root())).or(() -> known);
    } catch (Shared.Away e) {
      throw Views.unavailable(e);
    }
    var entry = there.flatMap(Shared.Kept::entry);
    return new CacheStatus.Explained(
        RedisKeys.entry(memory.epoch(), key),
        here.map(found -> copy(found, known, link, age(found))).orElse(null),
        entry
            .map(found -> copy(found, generation, link, (double) there.get().seconds()))
            .orElse(null),
        generation.orElse(null),
        here.or(() -> entry).map(found -> found.body().etag(Body.Encoding.PLAIN)).orElse(null));
  }

  private double age(Entry entry) {
    return (clock.millis() - entry.made()) / 1e3;
  }

  private static CacheStatus.Copy copy(
      Entry entry, Optional<SnapshotTime> generation, Link link, double seconds) {
    boolean valid = link.trusted() && generation.filter(entry::since).isPresent();
    return new CacheStatus.Copy(entry.read(), entry.body().weight(), valid, seconds);
  }

  public void bypass(boolean on) {
    views.bypass(on);
  }

  /**
   * Drops what is kept of one view, on this node and in Redis.
   *
   * @throws Failed with {@code Unavailable} when Redis does not answer
   */
  public void clear(View view) {
    views.clear(view);
  }
}
