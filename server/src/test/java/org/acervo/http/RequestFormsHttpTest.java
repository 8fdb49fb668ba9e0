package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server of HTTP/1.1 has to take, though few send it (RFC 9112). */
@TestInstance(Lifecycle.PER_CLASS)
final class RequestFormsHttpTest {
  private Library library;
  private String slice;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_PASSWORD_MEMORY", "64KiB"));
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

  private Conversation conversation() throws IOException {
    return new Conversation(library.server.address());
  }

  private String own() {
    return URI.create(library.server.address()).getAuthority();
  }

  private Conversation.Heard asked(String line, String... headers) throws IOException {
    try (var conversation = conversation()) {
      conversation.say(
          line
              + "\r\n"
              + String.join("\r\n", headers)
              + "\r\nCookie: "
              + library.admin.cookie()
              + "\r\n\r\n");
      return conversation.hear(false);
    }
  }

  /** A later 1.x is answered as 1.1 is (RFC 9110, section 2.5). */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.2", "HTTP/1.9"})
  void laterMinorVersionsAreAnsweredAsThisOne(String version) throws IOException {
    for (String target : List.of(slice, "/api/v1/session", "/")) {
      try (var conversation = conversation()) {
        for (int i = 0; i < 2; i++) {
          conversation.say(
              "GET %s %s\r\nHost: x\r\nCookie: %s\r\n\r\n"
                  .formatted(target, version, library.admin.cookie()));
          assertThat(conversation.hear(false).status()).as(target).isEqualTo(200);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost", "HTTPS://a.example:443", "http://[::1]:80", "http://a%2Db"})
  void targetsMayNameTheirHost(String origin) throws IOException {
    assertThat(asked("GET " + origin + slice + " HTTP/1.1", "Host: other.example").status())
        .isEqualTo(200);
    assertThat(asked("GET " + origin + "/api/v1/session HTTP/1.1", "Host: x").status())
        .isEqualTo(200);
    for (String home : List.of(origin, origin + "?q=a", origin + "/")) {
      var page = asked("GET " + home + " HTTP/1.1", "Host: x");
      assertThat(page.status()).as(home).isEqualTo(200);
      assertThat(page.header("content-type")).startsWith("text/html");
    }
    var problem = asked("GET " + origin + "/api/v1/none HTTP/1.1", "Host: x");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.body()).contains("\"instance\":\"/api/v1/none\"");
  }

  /** What the target says counts, and not the line (RFC 9112, section 3.2.2). */
  @Test
  void hostOfTheTargetIsTheOneThatIsBelieved() throws IOException {
    String json = "Content-Type: application/json\r\nContent-Length: 0";
    String origin = "Origin: http://" + own();
    String path = "/api/v1/collections HTTP/1.1";
    assertThat(asked("POST http://" + own() + path, "Host: evil.example", origin, json).status())
        .isEqualTo(400);
    assertThat(asked("POST http://evil.example" + path, "Host: " + own(), origin, json).status())
        .isEqualTo(403);
    var wellKnown =
        asked(
            "GET http://localhost:1/.well-known/authzen-configuration HTTP/1.1",
            "Host: evil.example");
    assertThat(wellKnown.body()).contains("http://localhost:1/access/v1").doesNotContain("evil");
  }

  @Test
  void wholeServerTellsItsMethods() throws IOException {
    try (var conversation = conversation()) {
      for (int i = 0; i < 2; i++) {
        conversation.say("OPTIONS * HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
        var heard = conversation.hear(false);
        assertThat(heard.status()).isEqualTo(204);
        assertThat(heard.header("allow")).contains("GET", "HEAD", "OPTIONS", "PATCH", "POST");
      }
    }
  }

  /** Also when the network cuts them in the middle. */
  @Test
  void emptyLinesBeforeARequestAreNoneOfIt() throws Exception {
    try (var conversation = conversation()) {
      for (String target : List.of(slice, "/api/v1/session", slice)) {
        conversation.say("\r\n\r");
        Thread.sleep(20); // so that they come apart, as a rule
        conversation.say(
            "\nGET "
                + target
                + " HTTP/1.1\r\nHost: x\r\nCookie: "
                + library.admin.cookie()
                + "\r\n\r\n");
        assertThat(conversation.hear(false).status()).isEqualTo(200);
      }
    }
  }

  /** Nobody sends a large file in vain (RFC 9110, section 10.1.1). */
  @Test
  void whoeverAsksBeforeSendingIsAnswered() throws IOException {
    String request =
        String.join(
            "\r\n",
            "POST /api/v1/collections HTTP/1.1",
            "Host: x",
            "Expect: 100-Continue",
            "Content-Type: application/json",
            "Content-Length: 13",
            "");
    try (var conversation = conversation()) {
      conversation.say(request + "Cookie: " + library.admin.cookie() + "\r\n\r\n");
      assertThat(conversation.hear(true).status()).isEqualTo(100);
      conversation.say("{\"title\":\"x\"}");
      assertThat(conversation.hear(false).status()).isEqualTo(201);
    }
    try (var conversation = conversation()) {
      conversation.say(request + "\r\n");
      var heard = conversation.hear(false);
      assertThat(heard.status()).isEqualTo(401);
      assertThat(heard.header("connection")).isEqualTo("close");
      assertThat(conversation.isOver()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "2;\u0000\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "ffffffffffffffff1\r\n{}",
      })
  void bodiesInMalformedPiecesAreRefusedInWords(String body) throws IOException {
    try (var conversation = conversation()) {
      conversation.say(
          "POST /api/v1/collections HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Transfer-Encoding: chunked\r\nCookie: "
              + library.admin.cookie()
              + "\r\n\r\n"
              + body
              + "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n");
      var heard = conversation.hear(false);
      assertThat(heard.status()).as(heard.body()).isEqualTo(400);
      assertThat(heard.body()).contains("chunk");
      assertThat(conversation.isOver()).isTrue();
    }
  }
}
