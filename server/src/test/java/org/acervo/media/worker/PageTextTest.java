package org.acervo.media.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class PageTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "co\u00ADoperate           | cooperate",
        "exam\u00AD⏎ple of it     | example of it",
        "e\uFB03cient \uFB02ow, \uFB05 | efficient flow, st",
        "Sa\u0303o Joa\u0303o, a\u030Angstro\u0308m | São João, ångström",
        "an exam-⏎ple of it       | an example⏎of it",
        "a fotogra-⏎fia, de perto | a fotografia,⏎de perto",
        "exam-⏎ple                | example",
        "Jean-⏎Paul went          | Jean-Paul⏎went",
        "1914-⏎1918 and           | 1914-1918⏎and",
        "mother-in-⏎law of        | mother-in-law⏎of",
        "state-⏎of-the-art it     | state-of-the-art⏎it",
        "a dash -⏎not a hyphen    | a dash -⏎not a hyphen",
        "one-two at hand           | one-two at hand",
        "first⏎second             | first⏎second",
        "a line⏎and one         | a line⏎and one"
      },
      ignoreLeadingAndTrailingWhitespace = true)
  void undoesWhatTypesettingDid(String raw, String readable) {
    assertThat(PageText.of(raw.replace('⏎', '\n'))).isEqualTo(readable.replace('⏎', '\n'));
  }

  @Test
  void aHyphenThatStandsElsewhereOnThePageIsReal() {
    assertThat(PageText.of("well-known. It is well-\nknown to all"))
        .isEqualTo("well-known. It is well-known\nto all");
    assertThat(PageText.of("It is well-\nknown to all")).isEqualTo("It is wellknown\nto all");
  }

  @Test
  void brokenWordsInARowAreAllJoined() {
    assertThat(PageText.of("al-\npha be-\nta gam-\nma")).isEqualTo("alpha\nbeta\ngamma");
  }

  @Test
  void hostileTextTakesNoLongerThanItsLength() {
    String text = "a-".repeat(200_000) + "\n" + "-\n".repeat(500_000) + "a-\n".repeat(500_000);
    assertThat(PageText.of(text)).endsWith("a-\n"); // quadratic work would not end today
  }
}
