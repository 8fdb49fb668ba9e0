package org.acervo.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DataSizeTest {

  @Test
  void isReadAsItIsWritten() {
    for (var size :
        new DataSize[] {
          new DataSize(0), new DataSize(513), DataSize.kib(255), DataSize.mib(1), DataSize.gib(5)
        }) {
      if (!size.toString().contains(".")) {
        assertThat(DataSize.parse(size.toString())).isEqualTo(size);
      }
    }
    assertThat(DataSize.parse("1020KiB")).isEqualTo(DataSize.kib(1020));
    assertThat(DataSize.parse("77")).isEqualTo(new DataSize(77));
  }

  @Test
  void refusesWhatIsNoSize() {
    for (String text : new String[] {"", "-1", "1 MB", "x", "99999999999999 TiB"}) {
      assertThatThrownBy(() -> DataSize.parse(text))
          .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
  }
}
