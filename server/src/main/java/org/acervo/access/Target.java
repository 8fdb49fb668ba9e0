package org.acervo.access;

import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/** On what rights can be set. */
public sealed interface Target {
  /** A collection with all that lies below it. */
  record OfCollection(CollectionId id) implements Target {}

  /** One item, which lies in {@code home}. */
  record OfItem(ItemId id, CollectionId home) implements Target {}

  static Target of(CollectionId id) {
    return new OfCollection(id);
  }

  static Target of(ItemId id, CollectionId home) {
    return new OfItem(id, home);
  }

  /** The collection itself, or the item's home. */
  default CollectionId collection() {
    return switch (this) {
      case OfCollection(var id) -> id;
      case OfItem(var _, var home) -> home;
    };
  }

  /** The form in the API and in the history: {@code collection:ID}, {@code item:ID}. */
  default String text() {
    return switch (this) {
      case OfCollection(var id) -> "collection:" + id;
      case OfItem(var id, var _) -> "item:" + id;
    };
  }
}
