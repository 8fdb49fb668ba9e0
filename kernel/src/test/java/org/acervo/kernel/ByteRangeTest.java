package org.acervo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 10, 0-0",
    "bytes=0-9, 10, 0-9",
    "bytes=0-10, 10, 0-9",
    "bytes=9-, 10, 9-9",
    "bytes=-1, 10, 9-9",
    "bytes=-99, 10, 0-9",
    "bytes=10-, 10, none",
    "bytes=-0, 10, none",
    "bytes=0-, 0, none",
    "bytes=5-2, 10, all",
    "'bytes=0-1,3-4', 10, all",
    "items=0-1, 10, all",
    "bytes=-, 10, all",
    "bytes=99999999999999999999-, 10, all",
  })
  void rangeMeansWhatTheStandardSays(String header, long size, String expected) {
    String found =
        switch (ByteRange.parse(Optional.of(header), size)) {
          case ByteRange.Asked.Everything() -> "all";
          case ByteRange.Asked.Unsatisfiable() -> "none";
          case ByteRange.Asked.Part(var range) -> range.first() + "-" + range.last();
        };
    assertThat(found).isEqualTo(expected);
  }
}
