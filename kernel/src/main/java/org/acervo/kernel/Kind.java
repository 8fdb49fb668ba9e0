package org.acervo.kernel;

import java.util.Locale;
import java.util.Optional;

/** What an item is. */
public enum Kind {
  IMAGE,
  PDF;

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Kind> of(String key) {
    return switch (key) {
      case "image" -> Optional.of(IMAGE);
      case "pdf" -> Optional.of(PDF);
      default -> Optional.empty();
    };
  }
}
