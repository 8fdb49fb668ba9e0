package org.acervo.media.worker;

import org.jspecify.annotations.Nullable;

/** Text out of files, made harmless to store and to show. */
final class Plain {
  private Plain() {}

  /**
   * Without control characters, unpaired surrogates and marks that change the direction of the text
   * around them; line feeds stay.
   *
   * @return null when nothing is left
   */
  static @Nullable String text(@Nullable String raw, int maxChars) {
    if (raw == null) {
      return null;
    }
    StringBuilder clean = new StringBuilder(Math.min(raw.length(), maxChars));
    for (int i = 0; i < raw.length() && clean.length() < maxChars; ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (c == '\t' || c == '\r') {
        clean.append(' ');
      } else if (c == '\n' || harmless(c)) {
        clean.appendCodePoint(c);
      }
    }
    String text = clean.toString().strip();
    return text.isEmpty() ? null : text;
  }

  private static boolean harmless(int c) {
    boolean direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    return !direction
        && c != 0xFEFF
        && !Character.isISOControl(c)
        && Character.getType(c) != Character.SURROGATE
        && Character.isDefined(c);
  }
}
