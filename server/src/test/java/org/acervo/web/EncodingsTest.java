package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Draft;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingsTest {
  private static final Body SHORT = Body.of(Draft.of("short".getBytes(UTF_8)));
  private static final Body LONG = Body.of(Draft.of("long ".repeat(500).getBytes(UTF_8)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|PLAIN|PLAIN",
        "gzip|GZIP|PLAIN",
        "gzip;q=0|PLAIN|PLAIN",
        "identity;q=0, gzip|GZIP|GZIP",
        "gzip, *;q=0|GZIP|GZIP",
        "zstd, identity;q=0|ZSTD|ZSTD",
        "identity;q=0.1, gzip, *;q=0|GZIP|PLAIN",
        // Nothing that we could send is allowed: then it is sent plain.
        "*;q=0|PLAIN|PLAIN",
        "identity;q=0|PLAIN|PLAIN",
        "br, identity;q=0|PLAIN|PLAIN",
        "GZIP ;  Q=0.5, zstd; q=0.499|GZIP|PLAIN",
        "gzip;q=1.000, identity;q=0.9999|GZIP|GZIP",
        "gzip;q=NaN|PLAIN|PLAIN",
        "gzip;q=|PLAIN|PLAIN",
        "gzip;level=1|PLAIN|PLAIN",
      })
  void bodyIsSentInTheEncodingThatIsLikedMostAndWorthIt(
      String accepted, Encoding ofLong, Encoding ofShort) {
    var wanted = Encodings.of(accepted);
    assertThat(wanted.of(LONG)).isEqualTo(ofLong);
    assertThat(wanted.of(SHORT)).isEqualTo(ofShort);
  }

  /** A pattern that went back over the blanks would need hours for one of these. */
  @Test
  @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
  void longHeadersAreReadInOneGo() {
    int n = 1 << 22;
    for (String made :
        List.of(
            "gzip" + " ".repeat(n) + "x",
            "gzip;" + " ".repeat(n) + "q",
            "gzip;q=0." + "0".repeat(n) + "x",
            "gzip" + ";".repeat(n),
            "gzip" + ",".repeat(n))) {
      assertThat(Encodings.of(made)).isNotNull();
    }
  }
}
