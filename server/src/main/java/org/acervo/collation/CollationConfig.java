package org.acervo.collation;

import java.util.Arrays;
import java.util.Locale;

/**
 * Whose order it is.
 *
 * @param language tag of a language (BCP 47), such as {@code pt} or {@code pt-BR}
 */
public record CollationConfig(String language) {
  public static final CollationConfig DEFAULT = new CollationConfig("en");

  public CollationConfig {
    var locale = Locale.forLanguageTag(language);
    if (!Arrays.asList(Locale.getISOLanguages()).contains(locale.getLanguage())) {
      throw new IllegalArgumentException(
          "ACERVO_LANGUAGE is '"
              + language
              + "' but must be the tag of a language, such as en, pt or pt-BR");
    }
    language = locale.toLanguageTag();
  }
}
