package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 without TLS: requests have one meaning there too (RFC 9113). */
@TestInstance(Lifecycle.PER_CLASS)
final class Http2HttpTest {
  private Library library;
  private String slice;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_H2C", "true", "ACERVO_PASSWORD_MEMORY", "64KiB"));
    String home = library.collection();
    library.drawing(home);
    slice = "/api/v1/collections/" + home + "/items?limit=50";
    Twins.calm();
    Twins.warm(library.admin, slice);
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Http2Conversation conversation() throws IOException {
    return new Http2Conversation(library.server.address());
  }

  private String[] plain(String path, String... more) {
    var headers =
        new ArrayList<>(
            List.of(
                ":method",
                "GET",
                ":scheme",
                "http",
                ":path",
                path,
                ":authority",
                "localhost:80",
                "cookie",
                library.admin.cookie()));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  @Test
  void plainRequestsPassOnBothWays() throws IOException {
    try (var conversation = conversation()) {
      for (String path : List.of(slice, "/api/v1/session", "/health/live", slice)) {
        var heard = conversation.ask(plain(path, "te", "trailers"));
        assertThat(heard.status()).as(path).isEqualTo(200);
        assertThat(heard.headers()).containsKeys("x-request-id", "content-security-policy");
      }
      var gone = conversation.ask(plain("/api/v1/none"));
      assertThat(gone.status()).isEqualTo(404);
      assertThat(gone.headers()).containsEntry("content-type", "application/problem+json");
    }
  }

  /**
   * Pairs of names and values between bars, in place of those of the same name; {@code T} is the
   * target, {@code ^} and {@code _} are CR and LF.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ":path|",
        ":path|*",
        ":path|T a",
        ":path|http://localhost/metrics",
        ":path|/l/a^_2026-12-01 INFO forged",
        ":path|/l/a_forged",
        ":path|/l/a\u0000",
        ":path|//metrics",
        ":path|/api/../metrics",
        ":path|/%6detrics",
        ":method|",
        ":method|G T",
        ":method|CONNECT",
        ":scheme|",
        ":authority|",
        ":authority|user@localhost",
        ":authority|localhost:99999999",
        ":authority|a b",
        ":authority|[::1",
        ":authority|a^_X-A: b",
        "host|evil.example",
        "X-Upper|a",
        "x a|b",
        "x-a|b^_forged",
        "x-a|b\u0000",
        "x-a| b",
        "connection|close",
        "keep-alive|1",
        "proxy-connection|close",
        "transfer-encoding|chunked",
        "upgrade|h2c",
        "te|gzip",
        ":other|a",
        ":path+|/metrics",
        "content-length|5",
        "content-length|x",
        "authorization|a|authorization|b",
        "expect|200-ok",
      })
  void whatHasTwoMeaningsIsAnErrorAndNoLineOfTheLog(String told) throws IOException {
    var pairs = told.replace('^', '\r').replace('_', '\n').split("\\|", -1);
    try (var log = new LogListener()) {
      for (String target : List.of(slice, "/api/v1/session")) {
        var headers = new ArrayList<>(List.of(plain(target)));
        for (int i = 0; i < pairs.length; i += 2) {
          int at = headers.indexOf(pairs[i]);
          String value = pairs[i + 1].replace("T", target);
          if (at >= 0 && i == 0) {
            headers.set(at + 1, value);
          } else {
            headers.add(pairs[i].replace("+", ""));
            headers.add(value);
          }
        }
        try (var conversation = conversation()) {
          var heard = conversation.ask(headers.toArray(String[]::new));
          assertThat(heard.status()).as(told).isIn(0, 400, 417, 501);
          if (heard.status() > 0) {
            assertThat(heard.headers()).containsEntry("content-type", "application/problem+json");
          }
        }
        assertThat(library.admin.get("/health/live").status()).isEqualTo(200);
      }
      assertThat(log.heard().lines()).noneMatch(line -> line.contains("forged"));
    }
  }

  /** The first request of a connection is looked at like all others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400|GET T HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c",
        "400|GET  T HTTP/1.1\r\nHost: x",
        "400|GET T HTTP/1.1\r\nHost: a:99999",
        "400|POST T HTTP/1.1\nHost: x",
        "400|PRI T HTTP/1.1\nHost: x",
        "505|PRI * HTTP/2.0\r\n\r\nXX",
        "400|PRI * HTTP/2.0\r\nHost: y",
        "505|GET T HTTP/2.0\r\nHost: x",
        "501|GET T HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip",
        "400|\rGET T HTTP/1.1\r\nHost: x",
        "400|\nGET T HTTP/1.1\r\nHost: x",
      })
  void firstRequestOfHttp1IsLookedAtToo(String request) throws IOException {
    var parts = request.split("\\|", 2);
    try (var conversation = new Conversation(library.server.address())) {
      conversation.say(parts[1].replace(" T", " " + slice) + "\r\n\r\n");
      var heard = conversation.hear(false);
      assertThat(heard.status()).as(heard.body()).isEqualTo(Integer.parseInt(parts[0]));
      assertThat(heard.header("content-type")).isEqualTo("application/problem+json");
      assertThat(conversation.isOver()).isTrue();
    }
  }

  @Test
  void http1IsSpokenTooAndOffersNoUpgrade() throws IOException {
    try (var conversation = new Conversation(library.server.address())) {
      for (int i = 0; i < 3; i++) {
        String line = "GET " + slice + " HTTP/1.1\r\nHost: x\r\nCookie: " + library.admin.cookie();
        for (String piece : List.of("\r\n", line.substring(0, 1), line.substring(1, 3))) {
          conversation.say(piece);
        }
        conversation.say(
            line.substring(3)
                + "\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        assertThat(conversation.hear(false).status()).isEqualTo(200);
      }
    }
  }
}
