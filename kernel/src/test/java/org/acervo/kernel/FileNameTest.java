package org.acervo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileNameTest {
  @ParameterizedTest
  @CsvSource({
    "a.png, a.png",
    ".hidden, .hidden",
    "..., ''",
    "../../a.png, a.png",
    "C:\\x\\a.png, a.png",
    "a\\b/c.png, c.png",
    "a\u202egnp.exe, agnp.exe",
    "a\u200bb\ufeff.png, ab.png",
    "نامه\u200cها.png, نامه\u200cها.png",
    "'  a.png ', a.png",
    "a\u0007b.png, ab.png",
  })
  void saysNothingOfFoldersAndHidesNothing(String name, String label) {
    assertThat(FileName.label(name).orElse("")).isEqualTo(label);
    assertThat(FileName.shown(label).orElse("")).isEqualTo(label);
  }

  /** What an earlier version kept is given out as a name all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", " ", "/", "..\\", "\u202e..\r\n"})
  void namesNoFolder(String kept) {
    assertThat(FileName.shown(kept)).isEmpty();
  }
}
