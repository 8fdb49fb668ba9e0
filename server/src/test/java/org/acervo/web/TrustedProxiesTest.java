package org.acervo.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies = TrustedProxies.of("10.0.0.0/8, ::1,2001:db8:aa::/48");

  private static MultiMap with(String name, String... lines) {
    var headers = MultiMap.caseInsensitiveMultiMap();
    for (String line : lines) {
      headers.add(name, line);
    }
    return headers;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.9  | 203.0.113.7                        | 192.0.2.9
          11.0.0.1   | 203.0.113.7                        | 11.0.0.1
          10.1.2.3   | 203.0.113.7                        | 203.0.113.7
          10.1.2.3   | 198.51.100.1, 203.0.113.7          | 203.0.113.7
          10.1.2.3   | 203.0.113.7, 10.9.9.9              | 203.0.113.7
          10.1.2.3   | 203.0.113.7:4711                   | 203.0.113.7
          ::1        | 2001:db8:bb::5                     | 2001:db8:bb:0:0:0:0:5
          ::1        | [2001:db8:bb::5]:80, 2001:db8:aa::1| 2001:db8:bb:0:0:0:0:5
          10.1.2.3   | 10.0.0.5                           | 10.0.0.5
          10.1.2.3   | 203.0.113.7, unknown               | 10.1.2.3
          10.1.2.3   | 203.0.113.7, not-an-address, 10.2.2.2 | 10.2.2.2
          10.1.2.3   | ''                                 | 10.1.2.3
          """)
  void clientIsTheLastOneThatIsNoTrustedProxy(String peer, String header, String client) {
    assertThat(proxies.client(peer, with("X-Forwarded-For", header))).isEqualTo(client);
  }

  @Test
  void severalLinesAreOneList() {
    var headers = with("X-Forwarded-For", "198.51.100.1", "203.0.113.7", "10.5.5.5");
    assertThat(proxies.client("10.1.2.3", headers)).isEqualTo("203.0.113.7");
  }

  @Test
  void standardHeaderCountsToo() {
    var headers =
        with("Forwarded", "for=198.51.100.1, for=\"[2001:db8:bb::9]:80\";proto=https;by=10.1.1.1");
    assertThat(proxies.client("10.1.2.3", headers)).isEqualTo("2001:db8:bb:0:0:0:0:9");
    assertThat(proxies.client("10.1.2.3", with("Forwarded", "proto=https"))).isEqualTo("10.1.2.3");
  }

  @Test
  void withoutAnyNobodyIsBelieved() {
    var headers = with("X-Forwarded-For", "203.0.113.7");
    assertThat(TrustedProxies.of("").client("127.0.0.1", headers)).isEqualTo("127.0.0.1");
    assertThat(proxies.client("", headers)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"proxy", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "1.2.3.4.5", "::1/129"})
  void whatIsNoAddressIsNamed(String wrong) {
    assertThatThrownBy(() -> TrustedProxies.of("::1," + wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ACERVO_TRUSTED_PROXIES")
        .hasMessageContaining("'" + wrong + "'");
  }
}
