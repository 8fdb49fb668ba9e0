package org.acervo.items;

import java.util.List;
import java.util.Optional;

/** Why an item needs a hand. */
public enum Need {
  /** There is no preview, though there could be one. */
  FAILED,
  /** Something is missing in the preview. */
  PARTIAL,
  /** The file itself is damaged, whether something of it can be shown or not. */
  DAMAGED;

  /** The states of previews that have it. */
  List<String> states() {
    return switch (this) {
      case FAILED -> List.of("failed");
      case PARTIAL -> List.of("partial");
      case DAMAGED -> List.of("failed", "partial");
    };
  }

  /** The code that every reason of this need has; empty when any will do. */
  Optional<String> code() {
    return this == DAMAGED ? Optional.of("damaged") : Optional.empty();
  }

  public static Optional<Need> of(String word) {
    return switch (word) {
      case "failed" -> Optional.of(FAILED);
      case "partial" -> Optional.of(PARTIAL);
      case "damaged" -> Optional.of(DAMAGED);
      default -> Optional.empty();
    };
  }
}
