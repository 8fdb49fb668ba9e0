package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Whatever ends a session or a token has ended it for the very next request. */
@TestInstance(Lifecycle.PER_CLASS)
final class SessionsHttpTest {
  private static final String SESSION = "/api/v1/session";

  private Library library;
  private Client admin;

  @BeforeAll
  void open() {
    library = Library.open();
    admin = library.admin;
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Client.Answer token(Client client, String scopes) {
    return expect(
        201, client.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[" + scopes + "]}"));
  }

  private Client program(Client.Answer made) {
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  private static void ended(Client... clients) {
    for (var client : clients) {
      assertThat(client.get(SESSION).status()).isEqualTo(401);
    }
  }

  @Test
  void strangersAreToldSoInsteadOfBeingRefusedWhenTheyAskFor() {
    var answer = expect(200, library.nobody.get(SESSION + "?optional=true"));
    assertThat(answer.json().at("/user").isNull()).isTrue();
    assertThat(answer.json().at("/permissions")).isEmpty();
    assertThat(library.nobody.get(SESSION + "?optional=false").status()).isEqualTo(401);
    assertThat(library.nobody.get(SESSION + "?optional=yes").status()).isEqualTo(400);
    assertThat(expect(200, admin.get(SESSION + "?optional=true")).json().at("/user/login").asText())
        .isEqualTo("ana");
  }

  @Test
  void signingOutEndsThatSessionAlone() {
    var person = library.person();
    var second = library.nobody.signedIn(person.login(), Library.PASSWORD);
    var program = program(token(person.client(), "\"*\""));
    var out = expect(204, person.client().delete(SESSION));
    assertThat(out.header("set-cookie")).contains("Max-Age=0");
    ended(person.client());
    expect(200, second.get(SESSION));
    expect(200, program.get(SESSION));
  }

  @Test
  void signingInEndsTheSessionTheBrowserCameWith() {
    var person = library.person();
    expect(
        200,
        person
            .client()
            .post(
                SESSION,
                "{\"login\":\"%s\",\"password\":\"%s\"}"
                    .formatted(person.login(), Library.PASSWORD)));
    ended(person.client());
  }

  @Test
  void newPasswordEndsAllButTheSessionThatChangedIt() {
    var person = library.person();
    var second = library.nobody.signedIn(person.login(), Library.PASSWORD);
    var program = program(token(person.client(), "\"*\""));
    String change = "{\"password\":\"other horse\",\"current\":\"%s\"}";
    assertThat(person.client().patch(SESSION, change.formatted("wrong")).status()).isEqualTo(403);
    expect(200, second.get(SESSION));
    var changed = expect(200, person.client().patch(SESSION, change.formatted(Library.PASSWORD)));
    ended(person.client(), second, program);
    expect(200, library.nobody.keeping(changed).get(SESSION));
    expect(200, library.nobody.signedIn(person.login(), "other horse").get(SESSION));
  }

  @Test
  void passwordGivenByAnAdministratorEndsEverything() {
    var person = library.person();
    var program = program(token(person.client(), "\"*\""));
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + person.id(), "{\"password\":\"given horse\"}"));
    ended(person.client(), program);
  }

  @Test
  void disabledPersonIsOutAndStaysOutWhenEnabledAgain() {
    var person = library.person();
    var program = program(token(person.client(), "\"*\""));
    library.disable(person);
    ended(person.client(), program);
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + person.id(), "{\"state\":\"active\"}"));
    ended(person.client(), program);
    expect(200, library.nobody.signedIn(person.login(), Library.PASSWORD).get(SESSION));
  }

  @Test
  void removedPersonIsOut() {
    var person = library.person();
    var program = program(token(person.client(), "\"*\""));
    expect(204, admin.delete("/api/v1/users/" + person.id()));
    ended(person.client(), program);
  }

  @Test
  void endedTokenIsToldSo() {
    var person = library.person();
    var made = token(person.client(), "\"*\"");
    var program = program(made);
    expect(200, program.get(SESSION));
    expect(204, person.client().delete("/api/v1/tokens/" + made.id()));
    ended(program);
    expect(200, person.client().get(SESSION));
  }

  @Test
  void tokenIsNeverWiderThanItsOwner() {
    var administrator = library.administrator();
    var program = program(token(administrator.client(), "\"users.manage\""));
    expect(200, program.get("/api/v1/users/" + administrator.id()));
    assertThat(program.get("/api/v1/audit").status()).isEqualTo(403);
    for (String scopes : List.of("\"*\"", "\"users.manage\",\"view\"")) {
      assertThat(
              program
                  .post("/api/v1/tokens", "{\"name\":\"w\",\"scopes\":[" + scopes + "]}")
                  .status())
          .isEqualTo(403);
    }
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + administrator.id(), "{\"admin\":false}"));
    assertThat(program.get("/api/v1/users/" + administrator.id()).status()).isEqualTo(403);
  }

  @Test
  void lastAdministratorStays() {
    try (var other = Library.open()) {
      String me = other.admin.get(SESSION).json().at("/user/id").asText();
      var any = other.admin.with("If-Match", "*");
      for (var answer :
          List.of(
              any.patch("/api/v1/users/" + me, "{\"admin\":false}"),
              any.patch("/api/v1/users/" + me, "{\"state\":\"disabled\"}"),
              any.delete("/api/v1/users/" + me))) {
        assertThat(answer.status()).isEqualTo(409);
      }
      expect(200, other.admin.get(SESSION));
    }
  }
}
