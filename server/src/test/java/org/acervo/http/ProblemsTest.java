package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class ProblemsTest {
  private Library library;

  @BeforeAll
  void open() {
    library = Library.open();
  }

  @AfterAll
  void close() {
    library.close();
  }

  @Test
  void whateverIsNotOpenAnswers401ToStrangers() {
    for (var endpoint : library.server.endpoints()) {
      if (!endpoint.guard().key().equals("open")) {
        String path = endpoint.path().replaceAll("\\{\\w+}", "0123456789abcdefghjk");
        var answer = library.nobody.send(endpoint.method(), path, "application/json", new byte[0]);
        assertThat(answer.status()).as(endpoint.method() + " " + path).isEqualTo(401);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
      }
    }
  }

  @Test
  void every401SaysHowToSignIn() {
    for (var answer :
        List.of(
            library.nobody.get("/api/v1/users"),
            library.nobody.get("/api/v1/session"),
            library.nobody.with("Authorization", "Bearer old").get("/api/v1/session"),
            library.nobody.head("/api/v1/users"),
            library.nobody.post("/api/v1/session", "{\"login\":\"ana\",\"password\":\"wrong\"}"))) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer realm=\"acervo\"");
    }
    assertThat(library.admin.get("/api/v1/items/none").header("www-authenticate")).isEmpty();
  }

  @Test
  void wrongFieldsAreNamedWithTheReason() {
    record Case(String body, String field) {}
    for (var wrong :
        List.of(
            new Case("{\"title\":\"a\",\"owner\":\"me\"}", "owner"),
            new Case("{\"title\":{\"$gt\":\"\"}}", "title"),
            new Case("{\"title\":\"\"}", "title"),
            new Case("{}", "title"),
            new Case("{\"title\":\"a\",\"parent\":7}", "parent"),
            new Case("{\"title\":\"a\"} {}", "body"),
            new Case("{\"title\":", "body"),
            new Case("[]", "body"),
            new Case("[".repeat(40) + "]".repeat(40), "body"),
            new Case("{\"title\":\"a\",\"parent\":" + "1".repeat(50) + "}", "body"),
            new Case("{\"title\":" + "[".repeat(2000), "title"),
            new Case("{\"title\":\"a\",\"title\":\"b\"}", "title"),
            new Case("{\"title\":\"a\",\"tit\\u006ce\":\"b\"}", "title"),
            new Case("{\"title\":\"a\\u0000b\"}", "title"),
            new Case("{\"title\":\"a\\ud83d\"}", "title"),
            new Case("{\"title\":\"\\ude00\\ud83d\"}", "title"),
            new Case("{\"title\\u0000\":\"a\"}", "body"),
            new Case("{\"title\":\"a\\u00zz\"}", "body"),
            new Case("{\"title\":1e999999999}", "title"),
            new Case("", "body"))) {
      var answer = library.admin.post("/api/v1/collections", wrong.body());
      assertThat(answer.status()).as(wrong.body()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText())
          .as(answer.text())
          .isEqualTo(wrong.field());
      assertThat(answer.json().at("/errors/0/why").asText()).isNotBlank();
    }
  }

  @Test
  void nameThatIsThereTwiceIsToldWithItsPlace() {
    var answer = library.admin.post("/api/v1/collections", "{\"title\":\"a\",\n \"title\":\"b\"}");
    assertThat(answer.json().at("/detail").asText())
        .startsWith("title: is there twice at line 2, column ");
    var deep =
        library.admin.post(
            "/access/v1/evaluation", "{\"subject\":{\"type\":\"user\",\"id\":\"a\",\"id\":\"b\"}}");
    assertThat(deep.json().at("/errors/0/field").asText()).isEqualTo("subject.id");
  }

  /** RFC 8259, section 8.1; a byte order mark is no part of it. */
  @Test
  void jsonIsUtf8() {
    String json = "{\"title\":\"é\"}";
    for (String other : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1")) {
      var answer = sent("application/json", json.getBytes(Charset.forName(other)));
      assertThat(answer.status()).as(other).isEqualTo(400);
      assertThat(answer.json().at("/detail").asText()).as(other).startsWith("body: is not UTF-8");
    }
    byte[] overlong = "{\"title\":\"a??\"}".getBytes(UTF_8);
    overlong[11] = (byte) 0xc0;
    overlong[12] = (byte) 0xaf;
    assertThat(sent("application/json", overlong).status()).isEqualTo(400);
    assertThat(sent("application/json", ("\ufeff" + json).getBytes(UTF_8)).status()).isEqualTo(201);
    for (String type :
        List.of("application/json;charset=UTF-8", "Application/JSON; charset=\"utf-8\"")) {
      assertThat(sent(type, json.getBytes(UTF_8)).status()).as(type).isEqualTo(201);
    }
    for (String type :
        List.of("application/json; charset=utf-16", "application/jsonx", "text/json")) {
      assertThat(sent(type, json.getBytes(UTF_8)).status()).as(type).isEqualTo(415);
    }
  }

  private Client.Answer sent(String type, byte[] body) {
    return library.admin.send("POST", "/api/v1/collections", type, body);
  }

  @Test
  void everyAnswerNamesItsRequest() {
    assertThat(library.nobody.get("/health/live").header("x-request-id")).isNotBlank();
    var problem = library.admin.with("X-Request-Id", "mine-1").get("/api/v1/nothing");
    assertThat(problem.status()).isEqualTo(404);
    assertThat(problem.header("x-request-id")).isEqualTo("mine-1");
    assertThat(problem.json().at("/requestId").asText()).isEqualTo("mine-1");
  }

  @Test
  void jsonOverTheLimitIs413() {
    var answer =
        library.admin.post(
            "/api/v1/collections", "{\"title\":\"a\",\"descr\":\"" + "x".repeat(1_100_000) + "\"}");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("detail").asText()).contains("1 MiB");
  }

  @Test
  void unknownMethodIs405() {
    assertThat(library.admin.put("/api/v1/session", "{}").status()).isEqualTo(405);
  }

  @Test
  void writeAskedForByAnotherSiteIsRefused() {
    var body = "{\"title\":\"x\"}";
    assertThat(
            library
                .admin
                .with("Origin", "https://evil.example")
                .post("/api/v1/collections", body)
                .status())
        .isEqualTo(403);
    assertThat(
            library
                .admin
                .with("Sec-Fetch-Site", "cross-site")
                .post("/api/v1/collections", body)
                .status())
        .isEqualTo(403);
    assertThat(
            library
                .admin
                .with("Origin", library.server.address())
                .post("/api/v1/collections", body)
                .status())
        .isEqualTo(201);
  }

  @Test
  void writeWithoutJsonTypeIs415() {
    assertThat(
            library
                .admin
                .send("POST", "/api/v1/collections", "text/plain", "{}".getBytes(UTF_8))
                .status())
        .isEqualTo(415);
  }

  @Test
  void answersTellBrowsersToRunNothingForeign() {
    var page = library.nobody.get("/health/live");
    assertThat(page.header("content-security-policy")).contains("default-src 'self'");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
  }

  @Test
  void metricsAreForAdministrators() {
    assertThat(library.nobody.get("/metrics").status()).isEqualTo(401);
    assertThat(library.person().client().get("/metrics").status()).isEqualTo(403);
    assertThat(library.admin.get("/metrics").text()).contains("http_server_requests");
  }

  @Test
  void writesAnswerATokenOfTheirTime() {
    var one = library.admin.post("/api/v1/collections", "{\"title\":\"t1\"}");
    var two = library.admin.post("/api/v1/collections", "{\"title\":\"t2\"}");
    assertThat(one.header("acervo-token")).matches("[0-9a-f]{16}");
    assertThat(two.header("acervo-token")).isGreaterThan(one.header("acervo-token"));
  }
}
