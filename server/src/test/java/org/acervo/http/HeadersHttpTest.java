package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests say about the form of their answer, and lists about what they are narrowed to. */
@TestInstance(Lifecycle.PER_CLASS)
final class HeadersHttpTest {
  private Library library;
  private Client admin;
  private String home;

  @BeforeAll
  void open() {
    library = Library.open();
    admin = library.admin;
    home = library.collection();
    for (int i = 0; i < 3; i++) {
      library.drawing(home);
    }
  }

  @AfterAll
  void close() {
    library.close();
  }

  private String slice() {
    return "/api/v1/collections/" + home + "/items?limit=50";
  }

  /** Even if it is so short that nobody would compress it. */
  @ParameterizedTest
  @ValueSource(strings = {"identity;q=0, gzip", "gzip, *;q=0"})
  void bodyIsEncodedWhereNothingElseIsAllowed(String accepted) throws IOException {
    String path = "/api/v1/collections?parent=" + library.collection();
    var plain = expect(200, admin.get(path));
    var json = expect(200, admin.get("/api/v1/session"));
    for (var known : Map.of(path, plain, "/api/v1/session", json).entrySet()) {
      var answer = expect(200, admin.with("Accept-Encoding", accepted).get(known.getKey()));
      assertThat(answer.header("content-encoding")).as(known.getKey()).isEqualTo("gzip");
      try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
        assertThat(in.readAllBytes()).isEqualTo(known.getValue().body());
      }
    }
    assertThat(admin.with("Accept-Encoding", accepted).get(path).header("etag"))
        .isNotEqualTo(plain.header("etag"));
  }

  /** What is no view: its tag is good for an edit, in whatever encoding it came. */
  @Test
  void recordsHaveATagForEachEncodingToo() {
    String path = "/api/v1/users/" + library.person().id();
    var tags = new HashSet<String>();
    for (String words : List.of("identity", "identity;q=0, gzip", "identity;q=0, zstd")) {
      var got = expect(200, admin.with("Accept-Encoding", words).get(path));
      assertThat(tags.add(got.header("etag"))).as(words).isTrue();
      expect(
          200,
          admin
              .with("If-Match", got.header("etag"))
              .patch(path, "{\"name\":\"" + "x".repeat(tags.size()) + "\"}"));
    }
    assertThat(admin.with("Accept-Encoding", "gzip;q=0").get("/api/v1/users").headers())
        .doesNotContainKey("content-encoding");
  }

  /** Lines of one header mean the same as one line with commas (RFC 9110, section 5.3). */
  @Test
  void headersMayComeInSeveralLines() throws IOException {
    String tag = Twins.warm(admin, slice()).header("etag");
    assertThat(lines("If-None-Match: \"x\"", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304");
    assertThat(lines("Cache-Control: max-age=0", "Cache-Control: no-cache")).contains("fwd=bypass");
    assertThat(lines("Accept-Encoding: br", "Accept-Encoding: gzip"))
        .containsIgnoringCase("Content-Encoding: gzip");
  }

  /** The head of the answer to a request for the slice with these lines. */
  private String lines(String... lines) throws IOException {
    var address = URI.create(library.server.address());
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: %s\r\n%s\r\n\r\n"
              .formatted(slice(), admin.cookie(), String.join("\r\n", lines));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.substring(0, answer.indexOf("\r\n\r\n"));
    }
  }

  /** {@code sample.txt} lies among the resources of the tests. */
  @Test
  void filesOfThePageHaveATagForEachEncodingAndKnowItInEveryForm() {
    var tags = new HashSet<String>();
    for (var words :
        Map.of("identity", "", "gzip;q=0", "", "gzip", "gzip", "zstd, gzip", "zstd").entrySet()) {
      var client = library.nobody.with("Accept-Encoding", words.getKey());
      var answer = expect(200, client.get("/sample.txt"));
      assertThat(answer.header("content-encoding")).isEqualTo(words.getValue());
      String tag = answer.header("etag");
      tags.add(tag);
      for (String known : List.of(tag, "W/" + tag, "\"x\", " + tag, "*")) {
        assertThat(client.with("If-None-Match", known).get("/sample.txt").status())
            .as(known)
            .isEqualTo(304);
      }
      assertThat(client.with("If-None-Match", "\"x\"").get("/sample.txt").status()).isEqualTo(200);
    }
    assertThat(tags).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/sample.txt", "/", "/c/any"})
  void fileOfThePageThatIsAnotherIsAProblem(String path) {
    String tag = expect(200, library.nobody.get(path)).header("etag");
    for (String same : List.of(tag, "*", "\"x\", " + tag)) {
      expect(200, library.nobody.with("If-Match", same).get(path));
    }
    for (String other : List.of("\"x\"", "W/" + tag)) {
      var answer = library.nobody.with("If-Match", other).get(path);
      assertThat(answer.status()).isEqualTo(412);
      assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.code()).isEqualTo("stale");
      assertThat(library.nobody.with("If-Match", other).head(path).status()).isEqualTo(412);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/collections/{home}/items?",
        "/api/v1/collections?parent={home}&",
        "/api/v1/users?",
        "/api/v1/groups?",
        "/api/v1/trash?",
        "/api/v1/audit?"
      })
  void listsNameTheFiltersThatTheyDoNotKnow(String list) {
    String path = list.replace("{home}", home);
    expect(200, admin.get(path + "limit=5"));
    var answer = admin.get(path + "knd=pdf&limit=5&x");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors").findValuesAsText("field")).containsExactly("knd", "x");
    for (String cursor : List.of("", "made-up")) {
      var wrong = admin.get(path + "cursor=" + cursor);
      assertThat(wrong.status()).as(wrong.text()).isEqualTo(400);
      assertThat(wrong.json().at("/errors/0/field").asText()).isEqualTo("cursor");
    }
  }
}
