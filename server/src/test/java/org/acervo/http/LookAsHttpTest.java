package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class LookAsHttpTest {
  private static final String AS = "/api/v1/session/as";

  private Library library;

  @BeforeAll
  void open() {
    library = Library.open();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private static Client.Answer look(Library.Person who, Library.Person whom) {
    return who.client().post(AS, "{\"user\":\"" + whom.id() + "\"}");
  }

  @Test
  void administratorSeesWhatThePersonSeesAndComesBack() {
    var administrator = library.administrator();
    var person = library.person();
    String home = library.collection();
    library.grantMore(home, allow(person, "viewer"));
    String path = "/api/v1/collections/" + home;
    assertThat(administrator.client().get(path).status()).isEqualTo(404);
    var looking = expect(200, look(administrator, person)).json();
    assertThat(looking.at("/user/id").asText()).isEqualTo(person.id());
    assertThat(looking.at("/as/id").asText()).isEqualTo(administrator.id());
    assertThat(looking.at("/permissions")).isEmpty();
    assertThat(administrator.client().get(path).status()).isEqualTo(200);
    assertThat(administrator.client().get("/api/v1/users/" + person.id()).status()).isEqualTo(403);
    var back = expect(200, administrator.client().delete(AS)).json();
    assertThat(back.at("/user/id").asText()).isEqualTo(administrator.id());
    assertThat(back.at("/as").isNull()).isTrue();
    assertThat(back.at("/permissions")).isNotEmpty();
    assertThat(administrator.client().get(path).status()).isEqualTo(404);
  }

  @Test
  void linkOpensNothingWhileLooking() {
    var administrator = library.administrator();
    var person = library.person();
    String home = library.collection();
    var made =
        expect(201, library.admin.post("/api/v1/links", "{\"collection\":\"" + home + "\"}"));
    var through = expect(200, library.nobody.get(made.json().at("/url").asText()));
    var both = administrator.client().keeping(through);
    String path = "/api/v1/collections/" + home;
    assertThat(both.get(path).status()).isEqualTo(200);
    expect(200, look(administrator, person));
    assertThat(both.get(path).status()).isEqualTo(404);
    expect(200, administrator.client().delete(AS));
    assertThat(both.get(path).status()).isEqualTo(200);
  }

  @Test
  void nothingIsWrittenInThePersonsName() {
    var administrator = library.administrator();
    var person = library.person();
    String home = library.collection();
    String item = library.upload(home);
    library.grantMore(home, allow(person, "owner"));
    expect(200, look(administrator, person));
    var client = administrator.client().with("If-Match", "*");
    for (var answer :
        List.of(
            client.patch("/api/v1/session", "{\"name\":\"Changed\"}"),
            client.post(AS, "{\"user\":\"" + administrator.id() + "\"}"),
            client.patch("/api/v1/items/" + item, "{\"title\":\"x\"}"),
            client.delete("/api/v1/items/" + item),
            client.upload(home, "a.png", Samples.picture("png", 9, 9, 3)),
            client.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"*\"]}"),
            client.post("/api/v1/links", "{\"collection\":\"" + home + "\"}"),
            client.put("/api/v1/collections/" + home + "/grants", "{\"grants\":[]}"))) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
      assertThat(answer.text()).contains("looking as another person");
    }
    expect(200, client.delete(AS));
    assertThat(person.client().get("/api/v1/session").json().at("/user/name").asText())
        .isEqualTo(person.login());
  }

  @Test
  void historyNamesTheAdministratorAtBothEnds() {
    var administrator = library.administrator();
    var person = library.person();
    expect(200, look(administrator, person));
    expect(200, administrator.client().delete(AS));
    expect(200, administrator.client().delete(AS));
    var lines = library.admin.get("/api/v1/audit?object=user:" + person.id()).json().at("/items");
    assertThat(lines.findValuesAsText("what"))
        .containsExactly("looks as a person no more", "began to look as a person", "person added");
    assertThat(lines.at("/0/actor").asText()).isEqualTo(administrator.login());
    assertThat(lines.at("/1/actor").asText()).isEqualTo(administrator.login());
  }

  @Test
  void othersCannotLook() {
    var person = library.person();
    var other = library.person();
    assertThat(look(person, other).status()).isEqualTo(403);
    assertThat(library.nobody.post(AS, "{}").status()).isEqualTo(401);
    var administrator = library.administrator();
    assertThat(administrator.client().post(AS, "{\"user\":\"nobody1\"}").status()).isEqualTo(404);
    library.disable(other);
    assertThat(look(administrator, other).status()).isEqualTo(404);
    var token =
        expect(
            201,
            administrator.client().post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"*\"]}"));
    var program =
        library.nobody.with("Authorization", "Bearer " + token.json().at("/token").asText());
    assertThat(program.post(AS, "{\"user\":\"" + person.id() + "\"}").status()).isEqualTo(403);
  }

  @Test
  void lookEndsWithThePersonAndWithTheRightToLook() {
    var administrator = library.administrator();
    var person = library.person();
    expect(200, look(administrator, person));
    expect(
        200,
        library
            .admin
            .with("If-Match", "*")
            .patch("/api/v1/users/" + administrator.id(), "{\"admin\":false}"));
    var now = expect(200, administrator.client().get("/api/v1/session")).json();
    assertThat(now.at("/user/id").asText()).isEqualTo(administrator.id());
    var second = library.administrator();
    expect(200, look(second, person));
    library.disable(person);
    assertThat(second.client().get("/api/v1/session").status()).isEqualTo(401);
  }
}
