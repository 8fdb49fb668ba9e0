package org.acervo.web.api;

import java.util.List;
import java.util.function.Function;
import org.acervo.kernel.Page;
import org.jspecify.annotations.Nullable;

/** The form that every list has. */
public record ListJson<T>(List<T> items, @Nullable String next, @Nullable Long total) {
  public static <S, T> ListJson<T> of(Page<S> page, Function<? super S, ? extends T> json) {
    var shown = page.map(json);
    return new ListJson<>(List.copyOf(shown.items()), shown.next(), shown.total());
  }
}
