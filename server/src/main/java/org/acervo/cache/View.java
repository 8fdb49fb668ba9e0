package org.acervo.cache;

import java.util.Optional;

/** The kinds of recurring query, by the names that people and metrics see. */
public enum View {
  ITEMS("items"),
  COLLECTIONS("collections"),
  COLLECTION("collection"),
  ITEM("item");

  private final String key;

  View(String key) {
    this.key = key;
  }

  public String key() {
    return key;
  }

  public static Optional<View> of(String key) {
    for (var view : values()) {
      if (view.key.equals(key)) {
        return Optional.of(view);
      }
    }
    return Optional.empty();
  }
}
