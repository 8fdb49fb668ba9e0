package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Searches of the OpenID AuthZEN Authorization API 1.0, as an outside program meets them. */
final class AuthzenSearchHttpTest extends AuthzenCase {
  /** A document that nobody can read shows whether anybody tried. */
  @Test
  void itemsAreNotLookedAtForWhoeverSeesNothing() {
    var stored = library.server.database().getCollection("items");
    stored.insertOne(new Document("_id", "unreadable").append("live", true));
    try {
      var answer =
          program.post(
              SEARCH + "resource",
              body(
                  part("subject", "user", library.person().id()),
                  action("view"),
                  "\"resource\":{\"type\":\"item\"}"));
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().at("/results")).isEmpty();
      assertThat(answer.json().at("/page/next_token").asText()).isEmpty();
    } finally {
      stored.deleteOne(new Document("_id", "unreadable"));
    }
  }

  @Test
  void oneSearchLooksAtSoManyItemsAndSaysWhereToGoOn() {
    var person = library.person();
    String first = library.upload(closed);
    var stored = library.server.database().getCollection("items");
    var copy = stored.find(new Document("_id", first)).first();
    assertThat(copy).isNotNull();
    var copies = new ArrayList<Document>();
    for (int i = 0; i < 2_500; i++) {
      copies.add(
          new Document(copy)
              .append("_id", first + "%04d".formatted(i))
              .append("blob", "%064x".formatted(i))
              .append("copy", true));
    }
    stored.insertMany(copies);
    try {
      library.grantMore(open, allow(person, "viewer"));
      String last = library.upload(open);
      String who = part("subject", "user", person.id());
      String kind = "\"resource\":{\"type\":\"item\"}";
      var answers = new ArrayList<Integer>();
      var found = new ArrayList<String>();
      String token = "";
      do {
        String page = "\"page\":{\"token\":\"" + token + "\"}";
        var answer =
            expect(200, program.post(SEARCH + "resource", body(who, action("view"), kind, page)));
        answers.add(answer.json().at("/results").size());
        answer.json().at("/results").forEach(one -> found.add(one.at("/id").asText()));
        token = answer.json().at("/page/next_token").asText();
      } while (!token.isEmpty());
      assertThat(answers).hasSize(2);
      assertThat(found).containsExactly(item, last);
    } finally {
      stored.deleteMany(new Document("copy", true));
    }
  }

  @Test
  void actionSearchNamesWhatIsAllowed() {
    var answer =
        expect(
            200,
            program.post(SEARCH + "action", body(subject(), part("resource", "collection", open))));
    assertThat(answer.json().at("/results").findValuesAsText("name"))
        .containsExactly("list", "view");
    assertThat(answer.json().at("/page/next_token").asText()).isEmpty();
  }

  @Test
  void wrongSearchesAreRefused() {
    String there = part("resource", "collection", open);
    record Wrong(String call, String body) {}
    for (var wrong :
        List.of(
            new Wrong("subject", body(action("view"), there)),
            new Wrong("subject", body("\"subject\":{\"type\":\"user\"}", action("view"))),
            new Wrong("resource", body(subject(), action("view"))),
            new Wrong("action", body(there)),
            new Wrong(
                "resource",
                body(subject(), action("view"), there, "\"page\":{\"limit\":\"many\"}")),
            new Wrong(
                "resource",
                body(
                    subject(),
                    action("view"),
                    "\"resource\":{\"type\":\"item\"}",
                    "\"page\":{\"token\":\"not one!\"}")))) {
      assertThat(program.post(SEARCH + wrong.call(), wrong.body()).status())
          .as(wrong.body())
          .isEqualTo(400);
    }
  }

  @Test
  void limitIsWhatIsGivenAtMostAndNoFaultWhenItIsLarge() {
    String there = part("resource", "collection", open);
    String call = SEARCH + "action";
    assertThat(pages("action", 1, subject(), there))
        .extracting(one -> one.at("/name").asText())
        .containsExactly("list", "view");
    for (String fine : List.of("1000", "1001", "99999999999999999999")) {
      var answer = program.post(call, body(subject(), there, "\"page\":{\"limit\":" + fine + "}"));
      assertThat(expect(200, answer).json().at("/results")).hasSize(2);
    }
    for (String wrong : List.of("-1", "1.5", "\"2\"", "null", "true")) {
      assertThat(faulty(call, subject(), there, "\"page\":{\"limit\":" + wrong + "}"))
          .isEqualTo("page.limit");
    }
    assertThat(faulty(call, subject(), there, "\"page\":7")).isEqualTo("page");
    for (String search : List.of("action", "subject", "resource")) {
      String[] parts = {subject(), action("view"), there, "\"page\":{\"limit\":0}"};
      var none = expect(200, program.post(SEARCH + search, body(parts))).json();
      assertThat(none.at("/results")).isEmpty();
      assertThat(none.at("/page/next_token").asText()).as(search).isNotEmpty();
    }
  }

  @Test
  void tokenGoesOnWithItsOwnQuestionOnly() {
    String there = part("resource", "collection", open);
    String one = "\"page\":{\"limit\":1}";
    var first = program.post(SEARCH + "action", body(subject(), there, one));
    String token = expect(200, first).json().at("/page/next_token").asText();
    String page = "\"page\":{\"token\":\"" + token + "\"}";
    var rest = expect(200, program.post(SEARCH + "action", body(subject(), there, page)));
    assertThat(rest.json().at("/results").findValuesAsText("name")).containsExactly("view");
    String other = part("subject", "anonymous", "any");
    assertThat(faulty(SEARCH + "action", other, there, page)).isEqualTo("page.token");
    assertThat(faulty(SEARCH + "subject", subject(), action("view"), there, page))
        .isEqualTo("page.token");
    assertThat(faulty(SEARCH + "action", subject(), there, page.replace(token, "A" + token)))
        .isEqualTo("page.token");
  }
}
