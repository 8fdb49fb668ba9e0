package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promised where strangers begin: addresses, methods, slow senders, browsers, the log. */
@TestInstance(Lifecycle.PER_CLASS)
final class EdgeHttpTest {
  private Library library;

  @BeforeAll
  void open() {
    library =
        Library.open(
            Map.of(
                "ACERVO_IDLE_TIMEOUT",
                "2s",
                "ACERVO_PUBLIC_URL",
                "https://library.example",
                "ACERVO_PASSWORD_MEMORY",
                "64KiB"));
  }

  @AfterAll
  void close() {
    library.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api/v2/items",
        "/.well-known/security.txt",
        "/.well-known/acme",
        "/iiif",
        "/iiif/3/x/info.json",
        "/access/v1/x",
        "/health",
        "/health/x",
        "/l",
        "/l/a/b",
        "/l/a/c",
        "/l/a/c/",
        "/l/a/x/b",
        "/l/a/c/b/d",
        "/x.php",
        "/c/x/robots.txt",
        "/metrics/x",
      })
  void unknownAddressesOfProgramsAreProblems(String path) {
    var answer = library.nobody.with("Accept", "text/html").get(path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/session, 'DELETE, GET, HEAD, PATCH, POST'",
    "OPTIONS, /api/v1/users, 'GET, HEAD, POST'",
    "DELETE, /health/live, 'GET, HEAD'",
    "BREW, /metrics, 'GET, HEAD'",
  })
  void otherMethodsNameThoseThereAre(String method, String path, String allowed) {
    var answer = library.admin.send(method, path, null, null);
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("allow")).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=%",
        "?limit=%zz",
        "?limit=%ff",
        "?limit=%00",
        "?limit=1&limit=2",
        "?%u0=1"
      })
  void queriesThatCannotBeReadAreNamed(String query) throws IOException {
    try (var conversation = conversation()) {
      conversation.say(
          "GET /api/v1/users"
              + query
              + " HTTP/1.1\r\nHost: x\r\nCookie: "
              + library.admin.cookie()
              + "\r\n\r\n");
      var heard = conversation.hear(false);
      assertThat(heard.status()).as(heard.body()).isEqualTo(400);
      assertThat(heard.body())
          .contains("\"field\":\"" + (query.contains("u0") ? "query" : "limit"));
    }
  }

  private Conversation conversation() throws IOException {
    return new Conversation(library.server.address());
  }

  @Test
  void bodyThatDripsIsCut() throws Exception {
    try (var conversation = conversation();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      conversation.say(
          "POST /api/v1/collections HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
              + "Content-Length: 1000000\r\nCookie: "
              + library.admin.cookie()
              + "\r\n\r\n");
      var dripping = threads.submit(() -> drip(conversation, " "));
      var heard = conversation.hear(false);
      assertThat(heard.status()).as(heard.body()).isEqualTo(408);
      assertThat(heard.body()).contains("1 KiB");
      dripping.get();
    }
  }

  @Test
  void headThatDripsIsCut() throws Exception {
    try (var conversation = conversation();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      conversation.say("GET / HTTP/1.1\r\nHost: x\r\nX-A: ");
      var dripping = threads.submit(() -> drip(conversation, "a"));
      var heard = conversation.hear(false);
      assertThat(heard.status()).isEqualTo(408);
      assertThat(heard.header("content-type")).isEqualTo("application/problem+json");
      dripping.get();
    }
  }

  /** Until the other end has had enough. */
  private static void drip(Conversation conversation, String drop) {
    try {
      while (true) {
        conversation.say(drop);
        Thread.sleep(100);
      }
    } catch (UncheckedIOException cut) {
      // which is what this is about
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void thirtyOfTheWorstFormsLeaveTheNodeUp() throws Exception {
    String home = library.collection();
    String path = "/api/v1/collections/" + home + "/items";
    String head = "--b\r\nContent-Disposition: form-data; name=\"tags\"\r\n\r\n";
    byte[] many = (head + "x\r\n").repeat(20_000).getBytes(StandardCharsets.US_ASCII);
    byte[] large =
        (head + "x".repeat(64 << 10) + "\r\n").repeat(40).getBytes(StandardCharsets.US_ASCII);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (byte[] form : List.of(many, large)) {
        calls.addAll(
            Collections.nCopies(
                15,
                () ->
                    library
                        .admin
                        .send("POST", path, "multipart/form-data; boundary=b", form)
                        .status()));
      }
      for (var status : threads.invokeAll(calls)) {
        assertThat(status.get()).isIn(400, 413);
      }
    }
    assertThat(library.nobody.get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void publicAddressIsWhatTheSettingSays() throws IOException {
    try (var conversation = conversation()) {
      conversation.say(
          "GET /.well-known/authzen-configuration HTTP/1.1\r\nHost: evil.example\r\n\r\n");
      assertThat(conversation.hear(false).body())
          .contains("https://library.example/access/v1/evaluation")
          .doesNotContain("evil");
    }
    var admin = library.admin;
    String body = "{\"title\":\"x\"}";
    var own = admin.with("Origin", "https://library.example").post("/api/v1/collections", body);
    assertThat(own.status()).as(own.text()).isEqualTo(201);
    var asHost = admin.with("Origin", library.server.address()).post("/api/v1/collections", body);
    assertThat(asHost.status()).isEqualTo(403);
    assertThat(asHost.json().at("/detail").asText()).contains("ACERVO_PUBLIC_URL");
  }

  @Test
  void withoutTheSettingNoNameIsBelieved() throws IOException {
    try (var other = Library.open()) {
      for (var expected :
          Map.of("localhost", 200, "127.0.0.1", 200, "[::1]", 200, "a.example", 400).entrySet()) {
        try (var conversation = new Conversation(other.server.address())) {
          conversation.say(
              "GET /.well-known/authzen-configuration HTTP/1.1\r\nHost: "
                  + expected.getKey()
                  + ":80\r\n\r\n");
          assertThat(conversation.hear(false).status())
              .as(expected.getKey())
              .isEqualTo(expected.getValue());
        }
      }
      try (var conversation = new Conversation(other.server.address())) {
        conversation.say(
            "POST /api/v1/collections HTTP/1.1\r\nHost: a.example\r\nOrigin: http://a.example\r\n"
                + "Content-Type: application/json\r\nContent-Length: 2\r\nCookie: "
                + other.admin.cookie()
                + "\r\n\r\n{}");
        assertThat(conversation.hear(false).status()).isEqualTo(403);
      }
      assertThat(other.nobody.get("/health/live").header("strict-transport-security")).isEmpty();
    }
  }

  @Test
  void answersGiveBrowsersAStrictPolicy() {
    for (String path : List.of("/health/live", "/sample.txt", "/l/none", "/nowhere.txt")) {
      var answer = library.nobody.with("Accept", "text/html").get(path);
      String policy = answer.header("content-security-policy");
      assertThat(policy)
          .as(path)
          .doesNotContain("unsafe")
          .contains("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
          .contains("require-trusted-types-for 'script'");
      assertThat(answer.header("strict-transport-security")).startsWith("max-age=");
      assertThat(answer.header("permissions-policy")).contains("camera=()");
      assertThat(answer.header("cross-origin-opener-policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void browsersForgetWhatWasShownWhenASessionIsOver() {
    var person = library.person();
    assertThat(person.client().get("/api/v1/session").headers())
        .doesNotContainKey("clear-site-data");
    var out = expect(204, person.client().delete("/api/v1/session"));
    assertThat(out.header("clear-site-data")).isEqualTo("\"cache\", \"storage\"");
    var over = expect(401, person.client().get("/api/v1/session"));
    assertThat(over.header("clear-site-data")).isEqualTo("\"cache\"");
    var looked = library.person();
    var look =
        library
            .nobody
            .signedIn("ana", Library.PASSWORD)
            .post("/api/v1/session/as", "{\"user\":\"" + looked.id() + "\"}");
    assertThat(expect(200, look).header("clear-site-data")).isEqualTo("\"cache\"");
  }

  @Test
  void tokenOfALinkIsNeverInTheLog() {
    var made =
        expect(
            201,
            library.admin.post(
                "/api/v1/links", "{\"collection\":\"" + library.collection() + "\"}"));
    String token = made.json().at("/token").asText();
    assertThat(made.json().at("/url").asText()).isEqualTo("https://library.example/l/" + token);
    try (var log = new LogListener()) {
      String path = "/l/" + token;
      for (var client : List.of(library.nobody, library.nobody.with("Accept", "text/html"))) {
        client.get(path);
        client.head(path);
        client.put(path, "{}");
        client.post(path, "{\"password\":\"x\"}");
        client.post(path, "{");
        client.get(path + "/more");
        client.get(path + "/c/one");
      }
      Twins.eventually("the log tells of links", () -> log.heard().contains("/l/{token}"));
      assertThat(log.heard()).doesNotContain(token);
    }
  }
}
