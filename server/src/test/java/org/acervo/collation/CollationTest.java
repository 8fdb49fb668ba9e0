package org.acervo.collation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CollationTest {
  private static final Collation PORTUGUESE = new Collation(new CollationConfig("pt"));

  /** CLDR's Portuguese takes ç for a c with a mark: ção before casa, as in dictionaries. */
  private static final List<String> IN_PORTUGUESE =
      List.of(
          "_x",
          "1 parties",
          "2 work",
          "100 family",
          "Agua",
          "água",
          "ångström",
          "ção",
          "casa",
          "Çedilha",
          "Ética",
          "ñandu",
          "page1",
          "page2",
          "page10",
          "Über",
          "Zebra");

  private static List<String> sorted(Collation collation, List<String> names) {
    long seed = System.nanoTime();
    System.out.println("CollationTest shuffles with seed " + seed);
    var mixed = new ArrayList<>(names);
    Collections.shuffle(mixed, new Random(seed));
    mixed.sort(Comparator.comparing(collation::key));
    return mixed;
  }

  @Test
  void namesComeAsPeopleExpectThem() {
    assertThat(sorted(PORTUGUESE, IN_PORTUGUESE)).isEqualTo(IN_PORTUGUESE);
  }

  @Test
  void eachLanguageHasItsOrder() {
    var swedish = new Collation(new CollationConfig("sv"));
    assertThat(sorted(swedish, List.of("ångström", "Zebra", "apa")))
        .containsExactly("apa", "Zebra", "ångström");
    assertThat(swedish.id()).isNotEqualTo(PORTUGUESE.id());
  }

  @Test
  void composedAndDecomposedLettersAreTheSameName() {
    for (var name : IN_PORTUGUESE) {
      assertThat(PORTUGUESE.key(Normalizer.normalize(name, Normalizer.Form.NFD)))
          .isEqualTo(PORTUGUESE.key(Normalizer.normalize(name, Normalizer.Form.NFC)));
    }
  }

  /** Beyond U+FFFF the two ways to compare strings differ; keys have nothing there. */
  @Test
  void keysCompareAlikeInJavaAndOnServers() {
    var names = List.of("Ａone", "😀two", "Ｂthree", "😁four", "a", "", "\ud800");
    for (var one : names) {
      for (var other : names) {
        String a = PORTUGUESE.key(one);
        String b = PORTUGUESE.key(other);
        assertThat(Integer.signum(a.compareTo(b)))
            .isEqualTo(
                Integer.signum(Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8))));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "xx-nowhere", "portugues", "e"})
  void whatIsNoLanguageIsRefusedByName(String language) {
    assertThatThrownBy(() -> new CollationConfig(language)).hasMessageContaining("ACERVO_LANGUAGE");
  }
}
