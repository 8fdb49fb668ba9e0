package org.acervo.media;

import java.util.Locale;

/** What an operator asks of the separation of workers: {@code ACERVO_MEDIA_SANDBOX}. */
public enum Sandbox {
  /** As good as this machine can; what was reached is shown. */
  BEST,
  /** {@link Isolation#SANDBOX}, or the product does not start. */
  REQUIRED;

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException naming what is allowed
   */
  public static Sandbox of(String word) {
    return switch (word) {
      case "best" -> BEST;
      case "required" -> REQUIRED;
      default ->
          throw new IllegalArgumentException(
              "ACERVO_MEDIA_SANDBOX is %s; it must be best or required".formatted(word));
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
