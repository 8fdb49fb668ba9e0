package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class GroupsHttpTest {
  private static final String ALL = "/api/v1/groups/";

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

  private String group(String name) {
    return expect(201, admin.post("/api/v1/groups", "{\"name\":\"" + name + "\"}")).id();
  }

  private Client.Answer put(String outer, String inner) {
    return admin.put(ALL + outer + "/groups/" + inner, "");
  }

  @Test
  void groupsTellWhatTheyHoldAndWhatHoldsThem() {
    String staff = group("Equipe");
    String board = group("Conselho");
    assertThat(put(staff, board).status()).isEqualTo(204);
    assertThat(put(staff, board).status()).isEqualTo(204);
    assertThat(admin.get(ALL + staff).json().at("/groups/0/name").asText()).isEqualTo("Conselho");
    assertThat(admin.get(ALL + board).json().at("/memberOf/0/id").asText()).isEqualTo(staff);
    assertThat(admin.delete(ALL + staff + "/groups/" + board).status()).isEqualTo(204);
    assertThat(admin.get(ALL + staff).json().at("/groups")).isEmpty();
  }

  @Test
  void rightsOfAnOuterGroupReachThePeopleOfInnerOnes() {
    var person = library.person();
    String home = library.collection();
    String outer = group("Outer");
    String middle = group("Middle");
    String inner = group("Inner");
    expect(
        200,
        library.grant(home, true, "{\"principal\":\"group:" + outer + "\",\"role\":\"viewer\"}"));
    put(outer, middle);
    put(middle, inner);
    expect(204, admin.put(ALL + inner + "/members/" + person.id(), ""));
    String path = "/api/v1/collections/" + home;
    assertThat(person.client().get(path).status()).isEqualTo(200);
    expect(204, admin.delete(ALL + outer + "/groups/" + middle));
    assertThat(person.client().get(path).status()).isEqualTo(404);
    put(outer, middle);
    assertThat(person.client().get(path).status()).isEqualTo(200);
    expect(204, admin.delete(ALL + middle));
    assertThat(person.client().get(path).status()).isEqualTo(404);
  }

  @Test
  void circleIsRefusedWithItsPath() {
    String board = group("Board");
    String staff = group("Staff");
    String archive = group("Archive");
    put(board, staff);
    put(staff, archive);
    var circle = put(archive, board);
    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.json().at("/errors/0/field").asText()).isEqualTo("group");
    assertThat(circle.json().at("/errors/0/why").asText())
        .contains("Board > Staff > Archive > Board");
    var itself = put(board, board);
    assertThat(itself.status()).isEqualTo(400);
    assertThat(itself.json().at("/errors/0/why").asText()).contains("Board > Board");
  }

  @Test
  void unknownGroupsAreNotThere() {
    String group = group("Lonely");
    assertThat(put(group, "0123456789abcdefghjk").status()).isEqualTo(404);
    assertThat(put("0123456789abcdefghjk", group).status()).isEqualTo(404);
    assertThat(library.person().client().put(ALL + group + "/groups/" + group, "").status())
        .isEqualTo(403);
  }
}
