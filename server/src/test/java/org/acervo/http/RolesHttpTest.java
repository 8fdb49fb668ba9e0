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
final class RolesHttpTest {
  private static final String ALL = "/api/v1/roles";

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

  private Client.Answer make(String name, String permissions) {
    return admin.post(ALL, "{\"name\":\"%s\",\"permissions\":[%s]}".formatted(name, permissions));
  }

  @Test
  void builtInRolesComeFirstAndStayAsTheyAre() {
    var roles = expect(200, library.person().client().get(ALL)).json().at("/items");
    assertThat(roles.findValuesAsText("id"))
        .startsWith("viewer", "downloader", "contributor", "editor", "owner");
    assertThat(admin.with("If-Match", "*").patch(ALL + "/viewer", "{\"name\":\"V\"}").status())
        .isEqualTo(409);
    assertThat(admin.delete(ALL + "/owner").status()).isEqualTo(409);
  }

  @Test
  void definedRoleIsRenamedWidenedAndRemoved() {
    var made = expect(201, make("Curator", "\"list\",\"view\",\"edit\""));
    assertThat(made.header("etag")).isEqualTo("\"" + made.json().at("/rev").asText() + "\"");
    String path = ALL + "/" + made.id();
    assertThat(admin.patch(path, "{\"name\":\"x\"}").status()).isEqualTo(428);
    var based = admin.with("If-Match", made.header("etag"));
    var wider = expect(200, based.patch(path, "{\"permissions\":[\"list\",\"download\"]}"));
    assertThat(wider.json().at("/permissions"))
        .extracting(Object::toString)
        .containsExactly("\"list\"", "\"download\"");
    assertThat(based.patch(path, "{\"name\":\"y\"}").status()).isEqualTo(412);
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(admin.get(path).status()).isEqualTo(404);
  }

  @Test
  void takenNamesAndUnknownPermissionsAreRefused() {
    expect(201, make("Restorer", "\"view\""));
    assertThat(make("restorer", "\"view\"").status()).isEqualTo(409);
    assertThat(make("Viewer", "\"view\"").status()).isEqualTo(409);
    var unknown = make("Pilot", "\"view\",\"fly\"");
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().at("/errors/0/field").asText()).isEqualTo("permissions[1]");
    assertThat(unknown.json().at("/errors/0/why").asText()).contains("fly");
    assertThat(make("Nothing", "").status()).isEqualTo(400);
    assertThat(make("", "\"view\"").json().at("/errors/0/field").asText()).isEqualTo("name");
  }

  @Test
  void roleActsWhereItIsHeldAndStaysWhileItIsHeld() {
    var person = library.person();
    String home = library.collection();
    String item = library.upload(home);
    var role = expect(201, make("Reader", "\"list\",\"view\""));
    String path = ALL + "/" + role.id();
    expect(200, library.grant(home, true, allow(person, role.id())));
    expect(200, person.client().get("/api/v1/items/" + item));
    assertThat(person.client().get("/api/v1/items/" + item + "/original").status()).isEqualTo(403);
    var held = admin.delete(path);
    assertThat(held.status()).isEqualTo(409);
    assertThat(held.json().at("/detail").asText()).contains("1 place");
    expect(
        200,
        admin
            .with("If-Match", "*")
            .patch(path, "{\"permissions\":[\"list\",\"view\",\"download\"]}"));
    expect(200, person.client().get("/api/v1/items/" + item + "/original"));
    expect(200, admin.with("If-Match", "*").patch(path, "{\"permissions\":[\"manage\"]}"));
    assertThat(person.client().get("/api/v1/items/" + item).status()).isEqualTo(404);
    expect(200, library.grant(home, true));
    assertThat(admin.delete(path).status()).isEqualTo(204);
  }

  @Test
  void definingIsForThoseWhoManageRoles() {
    var person = library.person().client();
    assertThat(person.post(ALL, "{\"name\":\"Mine\",\"permissions\":[\"view\"]}").status())
        .isEqualTo(403);
    for (var answer :
        List.of(
            library.nobody.get(ALL),
            library.nobody.post(ALL, "{\"name\":\"Mine\",\"permissions\":[\"view\"]}"))) {
      assertThat(answer.status()).isEqualTo(401);
    }
  }
}
