package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** An outside program that may ask, a viewer, and what they may see. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class AuthzenCase {
  static final String ONE = "/access/v1/evaluation";
  static final String MANY = "/access/v1/evaluations";
  static final String SEARCH = "/access/v1/search/";

  Library library;
  Client program;
  Library.Person viewer;
  String open;
  String closed;
  String item;

  @BeforeAll
  void open() {
    library = Library.open();
    program = program("\"access.evaluate\"");
    viewer = library.person();
    open = library.collection();
    closed = library.collection();
    item = library.upload(open);
    library.grantMore(open, allow(viewer, "viewer"));
  }

  @AfterAll
  void close() {
    library.close();
  }

  Client program(String scopes) {
    var made =
        expect(
            201,
            library.admin.post("/api/v1/tokens", "{\"name\":\"pep\",\"scopes\":[" + scopes + "]}"));
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  static String part(String name, String type, String id) {
    return "\"%s\":{\"type\":\"%s\",\"id\":\"%s\"}".formatted(name, type, id);
  }

  static String action(String name) {
    return "\"action\":{\"name\":\"" + name + "\"}";
  }

  String subject() {
    return part("subject", "user", viewer.id());
  }

  static String body(String... parts) {
    return "{" + String.join(",", parts) + "}";
  }

  boolean decision(String... parts) {
    return expect(200, program.post(ONE, body(parts))).json().at("/decision").asBoolean();
  }

  String faulty(String call, String... parts) {
    var answer = program.post(call, body(parts));
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    return answer.json().at("/errors/0/field").asText();
  }

  /** All pages of a search, in pieces of a certain size. */
  List<JsonNode> pages(String call, int limit, String... parts) {
    var all = new ArrayList<JsonNode>();
    String token = "";
    do {
      String page =
          "\"page\":{\"limit\":%d%s}"
              .formatted(limit, token.isEmpty() ? "" : ",\"token\":\"" + token + "\"");
      var answer =
          expect(200, program.post(SEARCH + call, body(String.join(",", parts), page))).json();
      assertThat(answer.at("/results")).hasSizeLessThanOrEqualTo(limit);
      assertThat(answer.at("/page/count").asInt()).isEqualTo(answer.at("/results").size());
      answer.at("/results").forEach(all::add);
      token = answer.at("/page/next_token").asText();
    } while (!token.isEmpty());
    return all;
  }
}
