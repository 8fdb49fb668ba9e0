package org.acervo.web.api;

import java.util.Optional;
import java.util.function.Function;
import org.acervo.access.Target;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.web.Ask;
import org.jspecify.annotations.Nullable;

/** Finds out which collection or item a request speaks of. */
final class Targets {
  private final Function<ItemId, Optional<CollectionId>> homes;

  Targets(Function<ItemId, Optional<CollectionId>> homes) {
    this.homes = homes;
  }

  /** Of {@code ?collection=} or {@code ?item=}. */
  Optional<Target> of(Ask ask) {
    return of(ask.query("collection").orElse(null), ask.query("item").orElse(null));
  }

  Target needed(Ask ask) {
    return of(ask).orElseThrow(Targets::missing);
  }

  Target needed(@Nullable String collection, @Nullable String item) {
    return of(collection, item).orElseThrow(Targets::missing);
  }

  private static Failed missing() {
    return Failed.invalid("collection", "name a collection or an item");
  }

  private Optional<Target> of(@Nullable String collection, @Nullable String item) {
    if (collection != null && item != null) {
      throw Failed.invalid("item", "name a collection or an item, not both");
    }
    if (collection != null) {
      return Optional.of(Target.of(new CollectionId(collection)));
    }
    return Optional.ofNullable(item).map(id -> item(new ItemId(id)));
  }

  /**
   * An item.
   *
   * @throws Failed with {@code NotFound}
   */
  Target item(ItemId id) {
    return find(id).orElseThrow(Failed::notFound);
  }

  Optional<Target> find(ItemId id) {
    return homes.apply(id).map(home -> Target.of(id, home));
  }
}
