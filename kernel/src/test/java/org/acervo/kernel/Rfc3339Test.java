package org.acervo.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

  @Test
  void readsMomentsAndLocalTimes() {
    var moment = Rfc3339.read("2024-07-21T23:39:24+02:00").orElseThrow();
    assertThat(moment.local()).isEqualTo(LocalDateTime.of(2024, 7, 21, 23, 39, 24));
    assertThat(moment.offset()).contains(ZoneOffset.ofHours(2));
    assertThat(moment.moment().orElseThrow().toInstant()).hasToString("2024-07-21T21:39:24Z");
    assertThat(Rfc3339.read("1938-05-17t12:00:00z").orElseThrow().offset())
        .contains(ZoneOffset.UTC);
    assertThat(Rfc3339.read("2020-01-01T00:30:00").orElseThrow().moment()).isEmpty();
    assertThat(Rfc3339.read("2020-02-29T00:30:00.123456789-03:30").orElseThrow().local())
        .hasToString("2020-02-29T00:30:00.123456789");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1938",
        "1938-05-17",
        "1938-05-17T12:00",
        "1938-05-17T12:00Z",
        "1938-05-17 12:00:00Z",
        "938-05-17T12:00:00Z",
        "+11938-05-17T12:00:00Z",
        "-938-05-17T12:00:00Z",
        "2021-02-29T12:00:00Z",
        "2021-02-28T24:28:33Z",
        "2021-02-28T12:00:60Z",
        "2021-02-28T12:00:00.Z",
        "2021-02-28T12:00:00.1234567890Z",
        "2021-02-28T12:00:00+02",
        "2021-02-28T12:00:00+0200",
        "2021-02-28T12:00:00+02:00:30",
        "2021-02-28T12:00:00+19:00",
        "2021-02-28T12:00:00Z ",
        "-1000000000",
        "1700000000"
      })
  void takesNothingElse(String text) {
    assertThat(Rfc3339.read(text)).isEmpty();
  }
}
