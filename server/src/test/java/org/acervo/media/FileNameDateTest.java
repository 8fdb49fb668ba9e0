package org.acervo.media;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameDateTest {

  @ParameterizedTest
  @CsvSource({
    "IMG_20200101_003000.jpg, 2020-01-01T00:30",
    "PXL_20210304_050607123.jpg, 2021-03-04T05:06:07",
    "2020-01-01 00.30.00.png, 2020-01-01T00:30",
    "Screenshot_2020-01-01-00-30-00.png, 2020-01-01T00:30",
    "IMG-20200101-WA0001.jpg, 2020-01-01T00:00",
    "scan_1938-05-17.tif, 1938-05-17T00:00",
    "20200101_253000.jpg, 2020-01-01T00:00"
  })
  void readsTheDatesThatTelephonesWriteIntoNames(String name, String right) {
    var taken = requireNonNull(FileNameDate.of(name));
    assertThat(taken.local()).hasToString(right);
    assertThat(taken.source().code()).isEqualTo("fileName");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"IMG_0001.jpg", "20201399.jpg", "12345678.pdf", "2020010112345.jpg", "a.png", ""})
  void aNumberIsNoDate(String name) {
    assertThat(FileNameDate.of(name)).isNull();
  }
}
