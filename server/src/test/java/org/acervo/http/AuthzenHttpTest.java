package org.acervo.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Evaluations of the OpenID AuthZEN Authorization API 1.0, as an outside program meets them. */
final class AuthzenHttpTest extends AuthzenCase {
  @Test
  void evaluationAnswersByTheSameEngine() {
    String there = part("resource", "collection", open);
    assertThat(decision(subject(), action("view"), there)).isTrue();
    assertThat(decision(subject(), action("download"), there)).isFalse();
    assertThat(decision(subject(), action("view"), part("resource", "collection", closed)))
        .isFalse();
    assertThat(decision(subject(), action("view"), part("resource", "item", item))).isTrue();
    assertThat(decision(part("subject", "user", viewer.login()), action("view"), there)).isTrue();
    assertThat(decision(part("subject", "anonymous", "any"), action("view"), there)).isFalse();
  }

  @Test
  void unknownWordsAreNotAllowedAndMoreFieldsAreIgnored() {
    String there = part("resource", "collection", open);
    assertThat(decision(subject(), action("fly"), there)).isFalse();
    assertThat(decision(part("subject", "robot", "r2"), action("view"), there)).isFalse();
    assertThat(decision(part("subject", "user", "nobody1"), action("view"), there)).isFalse();
    assertThat(decision(subject(), action("view"), part("resource", "planet", "mars"))).isFalse();
    assertThat(decision(subject(), action("view"), part("resource", "item", "no such!"))).isFalse();
    assertThat(
            decision(
                subject(), action("view"), there, "\"context\":{\"ip\":\"::1\"}", "\"later\":[1]"))
        .isTrue();
  }

  @Test
  void missingPartsAreNamed() {
    String there = part("resource", "collection", open);
    record Wrong(String body, String field) {}
    for (var wrong :
        List.of(
            new Wrong(body(action("view"), there), "subject.type"),
            new Wrong(body(subject(), there), "action.name"),
            new Wrong(body(subject(), action("view")), "resource.type"),
            new Wrong(body("\"subject\":{\"type\":\"user\"}", action("view"), there), "subject.id"),
            new Wrong(body("\"subject\":\"ana\"", action("view"), there), "subject.type"),
            new Wrong(body(subject(), "\"action\":{\"name\":7}", there), "action.name"),
            new Wrong("[]", "subject.type"),
            new Wrong("", "body"),
            new Wrong("{", "body"))) {
      for (String call : List.of(ONE, MANY)) {
        var answer = program.post(call, wrong.body());
        assertThat(answer.status()).as(wrong.body()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo(wrong.field());
      }
    }
    var text = program.send("POST", ONE, "text/plain", "{}".getBytes(UTF_8));
    assertThat(text.status()).isEqualTo(400);
  }

  private List<Boolean> decisions(String semantic, String... actions) {
    var each = List.of(actions).stream().map(name -> "{" + action(name) + "}").toList();
    String options =
        semantic.isEmpty() ? "" : "\"options\":{\"evaluations_semantic\":\"" + semantic + "\"},";
    var answer =
        expect(
            200,
            program.post(
                MANY,
                "{"
                    + options
                    + subject()
                    + ","
                    + part("resource", "collection", open)
                    + ",\"evaluations\":["
                    + String.join(",", each)
                    + "]}"));
    assertThat(answer.json().has("decision")).isFalse();
    var decisions = new ArrayList<Boolean>();
    answer.json().at("/evaluations").forEach(one -> decisions.add(one.at("/decision").asBoolean()));
    return decisions;
  }

  @Test
  void evaluationsFollowTheirSemantics() {
    String[] asked = {"view", "edit", "list"};
    assertThat(decisions("", asked)).containsExactly(true, false, true);
    assertThat(decisions("execute_all", asked)).containsExactly(true, false, true);
    assertThat(decisions("deny_on_first_deny", asked)).containsExactly(true, false);
    assertThat(decisions("permit_on_first_permit", asked)).containsExactly(true);
    assertThat(decisions("permit_on_first_permit", "edit", "delete")).containsExactly(false, false);
    var wrong =
        program.post(
            MANY, "{\"options\":{\"evaluations_semantic\":\"guess\"},\"evaluations\":[{}]}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(program.post(MANY, "{\"evaluations\":{}}").status()).isEqualTo(400);
  }

  @Test
  void defaultsFillWhatOneQuestionLeavesOut() {
    String here = part("resource", "collection", open);
    String list =
        "\"evaluations\":[{},{%s},{\"resource\":{\"id\":\"%s\"}},{%s}]"
            .formatted(action("edit"), closed, part("resource", "item", item));
    var answer = expect(200, program.post(MANY, body(subject(), action("view"), here, list)));
    assertThat(answer.json().at("/evaluations").findValuesAsText("decision"))
        .containsExactly("true", "false", "false", "true");
  }

  @Test
  void oneWrongQuestionDoesNotKeepTheOthersFromTheirAnswers() {
    String list = "\"evaluations\":[{%s},{}]".formatted(part("resource", "collection", open));
    var answer = expect(200, program.post(MANY, body(subject(), action("view"), list))).json();
    assertThat(answer.at("/evaluations/0").toString()).isEqualTo("{\"decision\":true}");
    assertThat(answer.at("/evaluations/1/decision").asBoolean()).isFalse();
    assertThat(answer.at("/evaluations/1/context/error/status").asInt()).isEqualTo(400);
    assertThat(answer.at("/evaluations/1/context/error/message").asText()).contains("resource");
  }

  /** The defaults alone would say yes. */
  @Test
  void whatIsNoQuestionIsNotDecidedByTheDefaults() {
    String there = part("resource", "collection", open);
    String list = "\"evaluations\":[5,\"view\",[],null,{}]";
    var answer = expect(200, program.post(MANY, body(subject(), action("view"), there, list)));
    for (int i = 0; i < 4; i++) {
      var one = answer.json().at("/evaluations/" + i);
      assertThat(one.at("/decision").asBoolean()).isFalse();
      assertThat(one.at("/context/error/status").asInt()).isEqualTo(400);
    }
    assertThat(answer.json().at("/evaluations/4").toString()).isEqualTo("{\"decision\":true}");
  }

  @Test
  void withoutAListItIsOneEvaluation() {
    String there = part("resource", "collection", open);
    for (String more : List.of("\"context\":{}", "\"evaluations\":[]")) {
      var answer = expect(200, program.post(MANY, body(subject(), action("view"), there, more)));
      assertThat(answer.text()).isEqualTo("{\"decision\":true}");
    }
  }

  @Test
  void subjectSearchFindsEverybodyWhoMay() {
    String place = library.collection();
    var expected = new ArrayList<String>();
    expected.add(library.admin.get("/api/v1/session").json().at("/user/id").asText());
    for (int i = 0; i < 4; i++) {
      var person = library.person();
      expected.add(person.id());
      library.grantMore(place, allow(person, "editor"));
    }
    var found =
        pages(
            "subject",
            2,
            "\"subject\":{\"type\":\"user\"}",
            action("edit"),
            part("resource", "collection", place));
    assertThat(found).allMatch(one -> one.at("/type").asText().equals("user"));
    assertThat(found)
        .extracting(one -> one.at("/id").asText())
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(
            pages(
                "subject",
                2,
                "\"subject\":{\"type\":\"user\"}",
                action("edit"),
                part("resource", "collection", "0123456789abcdefghjk")))
        .isEmpty();
  }

  @Test
  void resourceSearchFindsCollectionsAndItems() {
    var person = library.person();
    String top = library.collection();
    var collections = new ArrayList<>(List.of(top));
    var items = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      collections.add(library.collection(top));
      items.add(library.upload(top));
    }
    library.grantMore(top, allow(person, "viewer"));
    String who = part("subject", "user", person.id());
    assertThat(pages("resource", 2, who, action("view"), "\"resource\":{\"type\":\"collection\"}"))
        .extracting(one -> one.at("/id").asText())
        .containsExactlyInAnyOrderElementsOf(collections);
    assertThat(pages("resource", 2, who, action("view"), "\"resource\":{\"type\":\"item\"}"))
        .extracting(one -> one.at("/id").asText())
        .containsExactlyInAnyOrderElementsOf(items);
    assertThat(pages("resource", 2, who, action("edit"), "\"resource\":{\"type\":\"item\"}"))
        .isEmpty();
  }

  /** A type of the default must not lend itself to an id of the question. */
  @Test
  void aPartOfOneQuestionReplacesTheDefaultAsAWhole() {
    String list =
        "\"evaluations\":[{\"resource\":{\"id\":\"%s\"}},{\"resource\":null}]".formatted(open);
    String there = part("resource", "collection", open);
    var answer = expect(200, program.post(MANY, body(subject(), action("view"), there, list)));
    for (int i = 0; i < 2; i++) {
      var one = answer.json().at("/evaluations/" + i);
      assertThat(one.at("/decision").asBoolean()).isFalse();
      assertThat(one.at("/context/error/message").asText()).contains("resource.type");
    }
  }

  @Test
  void propertiesAreRefusedBecauseNoneAreMatched() {
    String there = part("resource", "collection", open);
    String ana = "\"subject\":{\"type\":\"user\",\"id\":\"%s\",\"properties\":%s}";
    String plain = ana.formatted(viewer.id(), "{}");
    assertThat(decision(plain, action("view"), there)).isTrue();
    String narrowed = ana.formatted(viewer.id(), "{\"department\":\"Sales\"}");
    assertThat(faulty(ONE, narrowed, action("view"), there)).isEqualTo("subject.properties");
    String list = "\"evaluations\":[{" + narrowed + "},{}]";
    var many = expect(200, program.post(MANY, body(plain, action("view"), there, list))).json();
    assertThat(many.at("/evaluations/0/context/error/status").asInt()).isEqualTo(400);
    assertThat(many.at("/evaluations/1/decision").asBoolean()).isTrue();
    String items = "\"resource\":{\"type\":\"item\",\"properties\":{\"kind\":\"pdf\"}}";
    assertThat(faulty(SEARCH + "resource", plain, action("view"), items))
        .isEqualTo("resource.properties");
    String fast = "\"action\":{\"name\":\"view\",\"properties\":{\"how\":\"fast\"}}";
    assertThat(faulty(SEARCH + "subject", "\"subject\":{\"type\":\"user\"}", fast, there))
        .isEqualTo("action.properties");
    assertThat(faulty(SEARCH + "action", narrowed, there)).isEqualTo("subject.properties");
  }

  @Test
  void contextIsTakenAsAnObjectAndAsNothingElse() {
    String there = part("resource", "collection", open);
    assertThat(decision(subject(), action("view"), there, "\"context\":{\"time\":\"noon\"}"))
        .isTrue();
    assertThat(faulty(ONE, subject(), action("view"), there, "\"context\":\"x\""))
        .isEqualTo("context");
    String list = "\"evaluations\":[{\"context\":[]},{}]";
    var many = expect(200, program.post(MANY, body(subject(), action("view"), there, list))).json();
    assertThat(many.at("/evaluations/0/context/error/status").asInt()).isEqualTo(400);
    assertThat(many.at("/evaluations/1/decision").asBoolean()).isTrue();
  }

  @Test
  void typeOfTheBodyIsJsonToTheLetter() {
    byte[] question =
        body(subject(), action("view"), part("resource", "collection", open)).getBytes(UTF_8);
    for (String fine :
        List.of("application/json", "Application/JSON", "application/json; charset=utf-8")) {
      assertThat(program.send("POST", ONE, fine, question).status()).as(fine).isEqualTo(200);
    }
    for (String wrong :
        List.of("application/jsonp", "application/json-seq", "application/jsonx; a=b", "json")) {
      assertThat(program.send("POST", ONE, wrong, question).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void metadataNamesTheCalls() {
    var metadata = expect(200, library.nobody.get("/.well-known/authzen-configuration")).json();
    String base = library.server.address();
    assertThat(metadata.at("/policy_decision_point").asText()).isEqualTo(base);
    assertThat(metadata.at("/access_evaluation_endpoint").asText()).isEqualTo(base + ONE);
    assertThat(metadata.at("/access_evaluations_endpoint").asText()).isEqualTo(base + MANY);
    for (String what : List.of("subject", "resource", "action")) {
      assertThat(metadata.at("/search_" + what + "_endpoint").asText())
          .isEqualTo(base + SEARCH + what);
    }
  }

  @Test
  void metadataSaysHttpsWhereTlsEndsBeforeUs() {
    try (var behindProxy = Library.open(Map.of("ACERVO_SECURE", "true"))) {
      var answer = behindProxy.nobody.get("/.well-known/authzen-configuration");
      String base = behindProxy.server.address().replace("http://", "https://");
      assertThat(answer.json().at("/policy_decision_point").asText()).isEqualTo(base);
      assertThat(answer.json().at("/access_evaluation_endpoint").asText()).isEqualTo(base + ONE);
    }
  }

  @Test
  void visibleRequestIdComesBackAsItWas() {
    String question = body(subject(), action("view"), part("resource", "collection", open));
    for (String id : List.of("urn:pep/7+a=b:\"{}<>%", "r".repeat(200))) {
      var answer = program.with("X-Request-ID", id).post(ONE, question);
      assertThat(answer.header("x-request-id")).isEqualTo(id);
      var refused = program.with("X-Request-ID", id).post(ONE, "{}");
      assertThat(refused.json().at("/requestId").asText()).isEqualTo(id);
    }
    for (String id : List.of("r".repeat(201), "two words", "tab\there")) {
      var answer = program.with("X-Request-ID", id).post(ONE, question);
      assertThat(answer.header("x-request-id")).isNotEqualTo(id).matches("[0-9a-z]{20}");
    }
  }

  @Test
  void onlyThoseWhoMayEvaluateAreAnswered() {
    var narrow = program("\"list\",\"view\",\"share\"");
    String question = body(subject(), action("view"), part("resource", "collection", open));
    for (String call : List.of(ONE, MANY, SEARCH + "subject", SEARCH + "resource")) {
      assertThat(library.nobody.post(call, question).status()).isEqualTo(401);
      assertThat(viewer.client().post(call, question).status()).isEqualTo(403);
      assertThat(narrow.post(call, question).status()).isEqualTo(403);
      assertThat(program.post(call, question).status()).isEqualTo(200);
    }
    var echoed = program.with("X-Request-ID", "pep-7").post(ONE, question);
    assertThat(echoed.header("x-request-id")).isEqualTo("pep-7");
  }
}
