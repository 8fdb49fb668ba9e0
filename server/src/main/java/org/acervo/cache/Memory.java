package org.acervo.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.acervo.kernel.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * The level in the process: entries by key, bounded by bytes (W-TinyLFU, by Caffeine). It says what
 * is there, not whether it is still true.
 *
 * <p>Entries belong to an epoch of the cache, see {@link Relay}: those of another one are gone.
 */
final class Memory {
  private static final long LIFE = Duration.ofMinutes(10).toNanos();
  private static final int OVERHEAD = 400;

  /**
   * What is kept.
   *
   * @param until when it ends, on {@link System#nanoTime}. Whoever asks has that time at hand for
   *     the lease; Caffeine's own expiry would read the clock a second time
   */
  private record Kept(Entry entry, String epoch, long until) {}

  private final Cache<ViewKey, Kept> entries;
  private final DataSize limit;
  private volatile String epoch = "";

  Memory(DataSize limit) {
    this.limit = limit;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight(limit.bytes())
            .weigher(Memory::weight)
            .executor(Runnable::run)
            .build();
  }

  private static int weight(ViewKey key, Kept kept) {
    return OVERHEAD + key.query().length() + key.sight().length() + kept.entry().body().weight();
  }

  /** What is there at {@code now}, on {@link System#nanoTime}. */
  @Nullable Entry get(ViewKey key, long now) {
    return get(key, epoch, now);
  }

  /** The same if it belongs to that epoch. */
  @Nullable Entry get(ViewKey key, String of, long now) {
    var kept = entries.getIfPresent(key);
    return kept == null || kept.until() - now <= 0 || !kept.epoch().equals(of)
        ? null
        : kept.entry();
  }

  String epoch() {
    return epoch;
  }

  /** A newer one stays. */
  void put(ViewKey key, Entry entry, String read) {
    var fresh = new Kept(entry, read, System.nanoTime() + LIFE);
    entries
        .asMap()
        .merge(
            key,
            fresh,
            (old, mine) ->
                old.epoch().equals(read) && old.entry().read().compareTo(entry.read()) > 0
                    ? old
                    : mine);
  }

  /** From now on only what belongs to {@code next} is there. */
  void enter(String next) {
    if (!next.equals(epoch)) {
      epoch = next;
      entries.invalidateAll();
    }
  }

  void clear(View view) {
    entries.asMap().keySet().removeIf(key -> key.view().equals(view));
  }

  DataSize limit() {
    return limit;
  }

  /**
   * What one view takes.
   *
   * @param made when the oldest entry was made, in milliseconds since the epoch
   */
  record Share(long entries, long bytes, long made) {
    static final Share NONE = new Share(0, 0, Long.MAX_VALUE);

    Share plus(Share other) {
      return new Share(entries + other.entries, bytes + other.bytes, Math.min(made, other.made));
    }

    /** In seconds; of nothing, 0. */
    double oldest(long now) {
      return entries == 0 ? 0 : Math.max(0, now - made) / 1e3;
    }
  }

  /** Walks through all entries. */
  Map<View, Share> shares() {
    var shares = new EnumMap<View, Share>(View.class);
    entries
        .asMap()
        .forEach((key, kept) ->
            shares.merge(
                key.view(), new Share(1, weight(key, kept), kept.entry().made()), Share::plus));
    return shares;
  }
}
