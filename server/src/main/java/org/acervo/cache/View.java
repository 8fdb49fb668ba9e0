package org.acervo.cache;

import java.util.Optional;

/** The kinds of recurring query, by the names that people and metrics see. */
public enum View {
  ITEMS("items"),
  COLLECTIONS("collections"),
  COLLECTION("collection"),
  ITEM("item");

  /**
   * Counts the forms in which answers were ever written down. Nodes of two versions share one Redis
   * for as long as an upgrade takes, and a new node is not to send what an old one wrote: so raise
   * it whenever the JSON of any view changes. {@code WrittenFormTest} notices.
   */
  public static final int FORM = 4;

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
