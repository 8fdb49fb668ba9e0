package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests without one clear meaning, put to what is answered from memory and to all else. */
@TestInstance(Lifecycle.PER_CLASS)
final class MalformedHttpTest {
  private Twins twins;
  private Library library;
  private String slice;

  @BeforeAll
  void open() {
    twins = new Twins();
    library = twins.library;
    String home = library.collection();
    library.drawing(home);
    slice = "/api/v1/collections/" + home + "/items?limit=50";
    Twins.calm();
  }

  @AfterAll
  void close() {
    twins.close();
  }

  /** The lines of a head, separated by bars; {@code T} is the target. The status comes first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "400|GET T HTTP/1.1",
        "400|GET T HTTP/1.1|Host: x|Host: x",
        "400|GET T HTTP/1.1|Host: x|host: y",
        "400|GET T HTTP/1.1|Host: ",
        "400|GET T HTTP/1.1|Host: a b",
        "400|GET T HTTP/1.1|Host: a/b",
        "400|GET T HTTP/1.1|Host: x|Authorization: Bearer a|Authorization: Bearer b",
        "400|GET T HTTP/1.1|Host: x|Content-Length: 0|Content-Length: 0",
        "400|GET T HTTP/1.1|Host: x|Content-Length: 0, 0",
        "400|GET T HTTP/1.1|Host: x|Content-Length: +0",
        "400|GET T HTTP/1.1|Host: x|Content-Length: 5",
        "400|GET T HTTP/1.1|Host: x|Transfer-Encoding: chunked",
        "501|GET T HTTP/1.1|Host: x|Transfer-Encoding: gzip",
        "501|GET T HTTP/1.1|Host: x|Transfer-Encoding: gzip, chunked",
        "501|GET T HTTP/1.1|Host: x|Transfer-Encoding: identity",
        "400|GET T HTTP/1.1|Host: x|Transfer-Encoding: chunked|Transfer-Encoding: chunked",
        "400|POST T HTTP/1.1|Host: x|Transfer-Encoding: chunked|Content-Length: 3",
        "501|POST T HTTP/1.1|Host: x|Transfer-Encoding: xchunked",
        "400|GET T HTTP/1.0|Transfer-Encoding: chunked",
        "400|GET T HTTP/1.1|Host: x|X-A: b| c",
        "400|GET T HTTP/1.1|Host: x|X-A: b|\tc",
        "400|GET T HTTP/1.1| Host: x",
        "400|GET T HTTP/1.1|Host: x|X-A : b",
        "400|GET T HTTP/1.1|Host: x|X A: b",
        "400|GET T HTTP/1.1|Host: x|no header",
        "400|GET T HTTP/1.1|Host: x|X-A: b\u0000",
        "400|GET T",
        "400|G(T T HTTP/1.1|Host: x",
        "400|GET //metrics HTTP/1.1|Host: x",
        "400|GET /%6detrics HTTP/1.1|Host: x",
        "400|GET /api/../metrics HTTP/1.1|Host: x",
        "400|GET /%2e%2e/metrics HTTP/1.1|Host: x",
        "400|GET /%u0 HTTP/1.1|Host: x",
        "400|GET /api/v1/items/%ff HTTP/1.1|Host: x",
        "400|GET  T HTTP/1.1|Host: x",
        "400|GET\t T HTTP/1.1|Host: x",
        "400|GET T\tHTTP/1.1|Host: x",
        "400|GET T  HTTP/1.1|Host: x",
        "400|GET T HTTP/1.1 |Host: x",
        "400|GET T HTTP/1.1\t|Host: x",
        "400|GET T HTTP/1.1 x|Host: x",
        "400| GET T HTTP/1.1|Host: x",
        "400|\u0000GET T HTTP/1.1|Host: x",
        "400|GET T HTTP/1.10|Host: x",
        "400|GET T HTTP/1|Host: x",
        "400|GET T HTTP/x.y|Host: x",
        "400|GET T http/1.1|Host: x",
        "400|GET T FTP/1.1|Host: x",
        "505|GET T HTTP/0.9|Host: x",
        "505|GET T HTTP/2.0|Host: x",
        "505|GET T HTTP/3.0|Host: x",
        "505|PRI * HTTP/2.0",
        "400|GET T HTTP/1.1|Host: a:",
        "400|GET T HTTP/1.1|Host: a:65536",
        "400|GET T HTTP/1.1|Host: a:99999999999999999999",
        "400|GET T HTTP/1.1|Host: a:-1",
        "400|GET T HTTP/1.1|Host: a:8o",
        "400|GET T HTTP/1.1|Host: a:80:80",
        "400|GET T HTTP/1.1|Host: :80",
        "400|GET T HTTP/1.1|Host: user@a",
        "400|GET T HTTP/1.1|Host: a%zz",
        "400|GET T HTTP/1.1|Host: ::1",
        "400|GET T HTTP/1.1|Host: [::1",
        "400|GET T HTTP/1.1|Host: [::1]x",
        "400|GET T HTTP/1.1|Host: [::1]:x",
        "400|GET T HTTP/1.1|Host: [::1%25lo]",
        "400|GET T HTTP/1.1|Host: [1.2.3.4]",
        "400|GET T HTTP/1.1|Host: []",
        "400|GET http://x/metrics HTTP/1.1",
        "400|GET http://x/metrics HTTP/1.1|Host: a b",
        "400|GET http:///metrics HTTP/1.1|Host: x",
        "400|GET http://x:99999/metrics HTTP/1.1|Host: x",
        "400|GET http://user@x/metrics HTTP/1.1|Host: x",
        "400|GET http://x//metrics HTTP/1.1|Host: x",
        "400|GET ftp://x/metrics HTTP/1.1|Host: x",
        "400|GET metrics HTTP/1.1|Host: x",
        "400|GET * HTTP/1.1|Host: x",
        "501|CONNECT x:80 HTTP/1.1|Host: x",
        "417|GET T HTTP/1.1|Host: x|Expect: 200-ok",
        "400|GET T HTTP/1.1|Host: x|Sec-WebSocket-Key1: a|Sec-WebSocket-Key2: b",
      })
  void bothWaysRefuseWhatHasTwoMeanings(String request) throws IOException {
    Twins.warm(library.admin, slice);
    var parts = request.split("\\|", -1);
    for (String target : List.of(slice, "/api/v1/session")) {
      var lines = List.of(parts).subList(1, parts.length);
      String head =
          String.join("\r\n", lines).replace(" T", " " + target)
              + "\r\nCookie: "
              + library.admin.cookie()
              + "\r\n\r\n";
      try (var conversation = new Conversation(library.server.address())) {
        // Whatever follows must not be taken for a request.
        conversation.say(head + "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
        var heard = conversation.hear(false);
        assertThat(heard.status()).as(head + heard.body()).isEqualTo(Integer.parseInt(parts[0]));
        assertThat(heard.header("content-type")).isEqualTo("application/problem+json");
        assertThat(heard.header("content-security-policy")).isNotEmpty();
        assertThat(heard.body()).contains("\"detail\"");
        assertThat(conversation.isOver()).as(head).isTrue();
      }
    }
  }

  /** Lines end with CR LF and with nothing else, wherever the pieces of the network end. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET T HTTP/1.1\nHost: x\r\n\r\n",
        "GET T HTTP/1.1\r\nHost: x\n\r\n",
        "GET T HTTP/1.1\r\nHost: x\r\n\n",
        "GET T HTTP/1.1\r\nHost: x\r\nX-A: a\rb\r\n\r\n",
        "\nGET T HTTP/1.1\r\nHost: x\r\n\r\n",
        "\r\n\nGET T HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET T HTTP/1.1\r\nHost: x\r\nX-A: b\r\n| c\r\n\r\n",
        "GET T HTTP/1.1\r\n| Host: x\r\n\r\n",
        "|GET T HTTP/1.1\r\nHost: x\r\nX-A: b\r|\n c\r\n\r\n",
      })
  void linesHaveOneEndAndOneBeginning(String request) throws Exception {
    Twins.warm(library.admin, slice);
    for (String target : List.of(slice, "/api/v1/session")) {
      try (var conversation = new Conversation(library.server.address())) {
        for (String piece : request.replace(" T", " " + target).split("\\|", -1)) {
          conversation.say(piece);
          Thread.sleep(20); // so that they come apart, as a rule
        }
        assertThat(conversation.hear(false).status()).as(request).isEqualTo(400);
        assertThat(conversation.isOver()).as(request).isTrue();
      }
    }
  }

  @Test
  void tooLongHeadsAreRefusedByBothWays() throws IOException {
    Twins.warm(library.admin, slice);
    for (String target : List.of(slice, "/api/v1/session")) {
      var heads = List.of("X-A: " + "b".repeat(9 << 10), "X-A: b\r\n".repeat(3_000).strip());
      for (String line : heads) {
        try (var conversation = new Conversation(library.server.address())) {
          conversation.say("GET " + target + " HTTP/1.1\r\nHost: x\r\n" + line + "\r\n\r\n");
          assertThat(conversation.hear(false).status()).isEqualTo(431);
        }
      }
      try (var conversation = new Conversation(library.server.address())) {
        conversation.say("GET " + target + "&" + "a".repeat(9 << 10) + " HTTP/1.1\r\n\r\n");
        assertThat(conversation.hear(false).status()).isEqualTo(414);
      }
    }
  }

  /** Blank lines before a request are none of it (RFC 9112, section 2.2). */
  @Test
  void plainRequestsPassOnBothWays() throws IOException {
    Twins.warm(library.admin, slice);
    try (var conversation = new Conversation(library.server.address())) {
      for (String target : List.of(slice, "/api/v1/session", slice)) {
        conversation.say(
            "\r\nGET "
                + target
                + " HTTP/1.1\r\nHost: localhost:8080\r\nContent-Length: 0\r\nCookie: "
                + library.admin.cookie()
                + "\r\n\r\n");
        assertThat(conversation.hear(false).status()).isEqualTo(200);
      }
    }
  }

  @Test
  void readerMayAskForOneVersionOnly() {
    var warm = Twins.warm(library.admin, slice);
    for (String path : List.of(slice, "/api/v1/session", "/api/v1/roles")) {
      String tag = library.admin.get(path).header("etag");
      var admin = library.admin;
      assertThat(admin.with("If-Match", tag).get(path).status()).as(path).isEqualTo(200);
      assertThat(admin.with("If-Match", "*").get(path).status()).as(path).isEqualTo(200);
      assertThat(admin.with("If-Match", "\"x\", " + tag).get(path).status()).isEqualTo(200);
      for (String other : List.of("\"x\"", "W/" + tag, tag + "x")) {
        var answer = admin.with("If-Match", other).with("If-None-Match", tag).get(path);
        assertThat(answer.status()).as(path + " " + other).isEqualTo(412);
        assertThat(answer.code()).isEqualTo("stale");
      }
    }
    assertThat(warm.status()).isEqualTo(200);
  }
}
