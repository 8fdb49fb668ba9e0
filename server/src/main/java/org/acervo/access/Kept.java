package org.acervo.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of the record in this node's memory, dropped when a change of rights ends them.
 *
 * <p>A row may be read just before a change removes it and arrive here just after. So whoever reads
 * notes how many changes there have been before reading, and keeps the row only if there was none
 * since. Keeping and dropping one key exclude each other, and a change counts itself before it
 * drops; so either the row sees the count, or the drop sees the row.
 */
final class Kept<V> {
  private static final int MOST = 20_000;

  private final Cache<String, V> rows = Caffeine.newBuilder().maximumSize(MOST).build();
  private final AtomicLong changes = new AtomicLong();

  Optional<V> get(String key, Function<String, Optional<V>> read) {
    var known = rows.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    long before = changes.get();
    var fresh = read.apply(key);
    fresh.ifPresent(
        row -> rows.asMap().compute(key, (_, old) -> changes.get() == before ? row : old));
    return fresh;
  }

  /** The row if it is in memory. */
  Optional<V> known(String key) {
    return Optional.ofNullable(rows.getIfPresent(key));
  }

  /** Puts a newer form of a row where that very row is, not where a change has put another. */
  void renew(String key, V old, V row) {
    var _ = rows.asMap().replace(key, old, row);
  }

  void drop(String key) {
    changes.incrementAndGet();
    rows.asMap().remove(key);
  }

  void dropIf(Predicate<V> gone) {
    changes.incrementAndGet();
    rows.asMap().values().removeIf(gone);
  }

  void dropAll() {
    changes.incrementAndGet();
    rows.invalidateAll();
  }
}
