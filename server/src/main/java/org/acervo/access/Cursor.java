package org.acervo.access;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Texts;

/**
 * Where a page of people or groups begins: after this place in the order by name; of links, in the
 * order by age, where the name is empty. It says nothing that was not on the page before, so it
 * needs no signature.
 */
record Cursor(String sort, String id) {
  String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((id + "/" + sort).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads what {@link #text} writes.
   *
   * @throws Failed naming {@code cursor} when {@code text} is something else
   */
  static Optional<Cursor> parse(Optional<String> text) {
    return text.map(value -> {
      try {
        var plain = new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8);
        var parts = Texts.parts(plain, '/', 2);
        if (parts.size() == 2) {
          return new Cursor(parts.get(1), parts.get(0));
        }
      } catch (IllegalArgumentException notBase64) {
        throw malformed();
      }
      throw malformed();
    });
  }

  private static Failed malformed() {
    return Failed.invalid("cursor", "is not a 'next' of an earlier page");
  }

  /** A name as it is sorted and searched: without case and accents. */
  static String fold(String name) {
    var folded = new StringBuilder();
    Normalizer.normalize(name.strip(), Normalizer.Form.NFKD)
        .codePoints()
        .filter(c -> !isMark(c))
        .forEach(folded::appendCodePoint);
    return folded.toString().toLowerCase(Locale.ROOT);
  }

  private static boolean isMark(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }
}
