package org.acervo.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Rows of the record in this node's memory, dropped when a change of rights ends them.
 *
 * <p>A change is taken over by the nodes before it is in the documents (see {@link Access}), so a
 * row may be read that the newest entry has ended already; kept as it was read, it would outlive
 * its own removal. So each row is read as the newest entry leaves it: all entries before that are
 * in the documents.
 *
 * <p>And a row may be read just before an entry comes and arrive here just after. So whoever reads
 * notes which entry is the newest before reading, and keeps the row only if it still is. Keeping
 * and dropping one key exclude each other, and an entry becomes the newest before rows are dropped;
 * so either the row sees the entry, or the drop sees the row.
 */
final class Kept<V> {
  private static final int MOST = 20_000;

  /** What the newest entry makes of a row. Each is another object, even if it does the same. */
  private static final class Newest<V> {
    private final Function<V, Optional<V>> makes;

    Newest(Function<V, Optional<V>> makes) {
      this.makes = makes;
    }

    boolean isStill(Newest<V> other) {
      return this == other;
    }
  }

  private final Cache<String, V> rows = Caffeine.newBuilder().maximumSize(MOST).build();
  private volatile Newest<V> newest = new Newest<>(Optional::of);

  Optional<V> get(String key, Function<String, Optional<V>> read) {
    var known = rows.getIfPresent(key);
    if (known != null) {
      return Optional.of(known);
    }
    var before = newest;
    var fresh = read.apply(key).flatMap(before.makes);
    fresh.ifPresent(
        row -> rows.asMap().compute(key, (_, old) -> newest.isStill(before) ? row : old));
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

  /** There is a newer entry; rows that it changes have to be dropped afterwards. */
  void entry(Function<V, Optional<V>> makes) {
    newest = new Newest<>(makes);
  }

  void drop(String key) {
    rows.asMap().remove(key);
  }

  void dropIf(Predicate<V> gone) {
    rows.asMap().values().removeIf(gone);
  }

  void dropAll() {
    rows.invalidateAll();
  }
}
