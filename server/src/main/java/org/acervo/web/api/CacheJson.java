package org.acervo.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.acervo.cache.CacheStatus;
import org.acervo.cache.ViewKey;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one node as clients see it.
 *
 * @param names what the collections in it are called, by {@code collection:ID}, as far as the
 *     reader may know
 */
record CacheJson(
    String node,
    boolean on,
    boolean bypass,
    Memory memory,
    Redis redis,
    List<OfView> views,
    List<Miss> slowest,
    Map<String, String> names,
    CacheStatus.Probes prober) {

  record Memory(long entries, long bytes, long limit) {}

  record Redis(String state, boolean trusted, String detail) {}

  record OfView(
      String view,
      long memory,
      long redis,
      long misses,
      long shared,
      long stored,
      long refused,
      long unreadable,
      long bypassed,
      long entries,
      long bytes,
      double oldest,
      @Nullable Double hitRate) {
    static OfView of(CacheStatus.OfView view) {
      return new OfView(
          view.view().key(),
          view.memory(),
          view.redis(),
          view.misses(),
          view.shared(),
          view.stored(),
          view.refused().all(),
          view.unreadable(),
          view.bypassed(),
          view.entries(),
          view.bytes(),
          view.oldest(),
          view.hitRate());
    }
  }

  record Miss(String view, String root, String query, double millis, Instant at) {
    static Miss of(CacheStatus.Miss miss) {
      return new Miss(
          miss.view().key(), miss.root().value(), miss.query(), miss.millis(), miss.at());
    }
  }

  static CacheJson of(CacheStatus status, Map<String, String> names) {
    return new CacheJson(
        status.node(),
        status.on(),
        status.bypass(),
        new Memory(status.entries(), status.bytes(), status.limit().bytes()),
        new Redis(
            status.redis().name().toLowerCase(Locale.ROOT), status.trusted(), status.trouble()),
        status.views().stream().map(OfView::of).toList(),
        status.slowest().stream().map(Miss::of).toList(),
        names,
        status.prober());
  }

  /** One entry; {@code shared} counts the active people whom it would be given to. */
  record Explained(
      String view,
      String root,
      Map<String, String> names,
      String query,
      String sight,
      String key,
      @Nullable InMemory memory,
      @Nullable InRedis redis,
      @Nullable String generation,
      long shared,
      @Nullable String etag) {

    record InMemory(String read, long bytes, boolean valid, double age) {}

    record InRedis(String read, long bytes, boolean valid, double ttl) {}

    static Explained of(
        ViewKey key, Map<String, String> names, CacheStatus.Explained entry, long shared) {
      var here = entry.memory();
      var there = entry.redis();
      return new Explained(
          key.view().key(),
          key.root().value(),
          names,
          key.query(),
          key.sight(),
          entry.key(),
          here == null
              ? null
              : new InMemory(here.read().toString(), here.bytes(), here.valid(), here.seconds()),
          there == null
              ? null
              : new InRedis(there.read().toString(), there.bytes(), there.valid(), there.seconds()),
          entry.generation() == null ? null : entry.generation().toString(),
          shared,
          entry.etag());
    }
  }
}
