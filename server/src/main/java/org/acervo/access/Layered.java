package org.acervo.access;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of which the next version costs little.
 *
 * <p>A version is a large base, shared with the versions before it, and the few changes since. When
 * the changes are as many as the square root of the base they are merged into a new one; so a
 * change costs that root, where a copy of everything would cost the size of a house.
 */
final class Layered<K, V> extends AbstractMap<K, V> {
  private static final int FEW = 16;

  private final Map<K, V> base;

  /** A key without a value is gone. */
  private final Map<K, @Nullable V> changes;

  private final int size;

  private Layered(Map<K, V> base, Map<K, @Nullable V> changes, int size) {
    this.base = base;
    this.changes = changes;
    this.size = size;
  }

  /** The same entries; {@code map} must not change any more. */
  static <K, V> Layered<K, V> of(Map<K, V> map) {
    return map instanceof Layered<K, V> layered
        ? layered
        : new Layered<>(Collections.unmodifiableMap(map), Map.of(), map.size());
  }

  /** The version after some keys got other values, or none. */
  Layered<K, V> with(Map<K, @Nullable V> more) {
    var all = new HashMap<K, @Nullable V>(changes);
    int count = size;
    for (var change : more.entrySet()) {
      count -= containsKey(change.getKey()) ? 1 : 0;
      count += change.getValue() == null ? 0 : 1;
      all.put(change.getKey(), change.getValue());
    }
    var next = new Layered<>(base, all, count);
    return all.size() > FEW + Math.sqrt(base.size()) ? of(new HashMap<>(next)) : next;
  }

  @Override
  public @Nullable V get(@Nullable Object key) {
    return changes.containsKey(key) ? changes.get(key) : base.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return changes.containsKey(key) ? changes.get(key) != null : base.containsKey(key);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<K, V>> iterator() {
        return changes.isEmpty() ? base.entrySet().iterator() : entries().iterator();
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  private Stream<Entry<K, V>> entries() {
    return Stream.concat(
        base.entrySet().stream().filter(entry -> !changes.containsKey(entry.getKey())),
        changes.entrySet().stream().flatMap(Layered::present));
  }

  private static <K, V> Stream<Entry<K, V>> present(Entry<K, @Nullable V> change) {
    V value = change.getValue();
    return value == null ? Stream.empty() : Stream.of(Map.entry(change.getKey(), value));
  }
}
