package org.acervo.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CookiesTest {
  private static String acervo(String... lines) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add("Cookie", line);
    }
    return Cookies.value(headers, "acervo").orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acervo=a|a",
        "acervo=a; other=b|a",
        "other=b;acervo=a|a",
        "other=b;   acervo=a ;|a",
        "acervo=a; acervo=b|a",
        "acervo=a=b==|a=b==",
        "acervo=|''",
        "acervo-link=a|-",
        "xacervo=a; acervo|-",
        "acervo|-",
        "ACERVO=a|-",
        "b=acervo=a|-",
        ";;; ; acervo=a|a",
        "''|-",
      })
  void findsACookieByItsWholeName(String line, String value) {
    assertThat(acervo(line)).isEqualTo(value);
  }

  /** HTTP/2 may send a line for each (RFC 9113, section 8.2.3). */
  @Test
  void cookiesMayComeInSeveralLines() {
    assertThat(acervo("other=b", "acervo=a")).isEqualTo("a");
    assertThat(acervo()).isEqualTo("-");
  }
}
