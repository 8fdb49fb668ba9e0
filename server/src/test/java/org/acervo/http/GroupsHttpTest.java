package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@Tag("slow")
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

  private List<String> logins(String path) {
    var logins = new ArrayList<String>();
    String cursor = "";
    do {
      var page = expect(200, admin.get(path + cursor)).json();
      assertThat(page.at("/items")).hasSizeLessThanOrEqualTo(2);
      page.at("/items").forEach(one -> logins.add(one.at("/login").asText()));
      cursor = page.at("/next").isNull() ? "" : "&cursor=" + page.at("/next").asText();
    } while (!cursor.isEmpty());
    return logins;
  }

  @Test
  void membersComeInPagesAndAreFoundByTheirBeginning() {
    String group = group("Choir");
    for (String login : List.of("dora", "abel", "caio", "bela", "ciro")) {
      String user = "{\"login\":\"%s\",\"name\":\"%s Reis\"}".formatted(login, login);
      String id = expect(201, admin.post("/api/v1/users", user)).id();
      expect(204, admin.put(ALL + group + "/members/" + id, ""));
    }
    String members = ALL + group + "/members";
    assertThat(logins(members + "?limit=2"))
        .containsExactly("abel", "bela", "caio", "ciro", "dora");
    assertThat(logins(members + "?limit=2&q=C")).containsExactly("caio", "ciro");
    assertThat(logins(members + "?limit=2&q=nobody")).isEmpty();
    assertThat(admin.get(members).json().at("/total").asInt()).isEqualTo(5);
    assertThat(admin.get(members + "?q=c").json().at("/total").isNull()).isTrue();
    assertThat(admin.get(members + "?cursor=no").status()).isEqualTo(400);
    assertThat(admin.get(ALL + "0123456789abcdefghjk/members").status()).isEqualTo(404);
    assertThat(library.person().client().get(members).status()).isEqualTo(403);
  }

  /** The members' documents are written past the product, because making them takes a while. */
  @Test
  void oneGroupShowsTheFirstOfItsMembersAndHowManyThereAre() {
    String group = group("Crowd");
    var user = library.person();
    expect(204, admin.put(ALL + group + "/members/" + user.id(), ""));
    var stored = library.server.database().getCollection("users");
    var one = stored.find(new Document("_id", user.id())).first();
    assertThat(one).isNotNull();
    for (int i = 0; i < 120; i++) {
      String login = "crowd%03d".formatted(i);
      stored.insertOne(new Document(one).append("_id", login).append("login", login));
    }
    var answer = expect(200, admin.get(ALL + group)).json();
    assertThat(answer.at("/size").asInt()).isEqualTo(121);
    assertThat(answer.at("/members")).hasSize(100);
    stored.deleteMany(new Document("login", new Document("$gte", "crowd").append("$lt", "crowe")));
  }

  @Test
  void peopleAreInNoGroupThatIsGone() {
    var person = library.person();
    String gone = group("Gone");
    String stays = group("Stays");
    expect(204, admin.put(ALL + gone + "/members/" + person.id(), ""));
    expect(204, admin.put(ALL + stays + "/members/" + person.id(), ""));
    expect(204, admin.delete(ALL + gone));
    var one = admin.get("/api/v1/users/" + person.id()).json();
    var listed = admin.get("/api/v1/users?q=" + person.login()).json();
    assertThat(one.at("/groups").toString()).isEqualTo("[\"" + stays + "\"]");
    assertThat(listed.at("/items/0/groups").toString()).isEqualTo("[\"" + stays + "\"]");
  }
}
