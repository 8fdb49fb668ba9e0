package org.acervo.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of an ordered list.
 *
 * @param next where the next part begins, or null when this is the last
 * @param total how many there are in all, or null when that is not known without counting
 */
public record Page<T>(List<T> items, @Nullable String next, @Nullable Long total) {
  public Page {
    items = List.copyOf(items);
  }

  /** A list that is short enough to be shown whole. */
  public static <T> Page<T> whole(List<T> items) {
    return new Page<>(items, null, (long) items.size());
  }

  public <R> Page<R> map(Function<? super T, ? extends R> f) {
    return new Page<>(items.stream().<R>map(f).toList(), next, total);
  }
}
