package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.deny;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class RightsTest {
  private Library library;

  @BeforeAll
  void open() {
    library = Library.open();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private String upload(String collection, int number) {
    return library
        .admin
        .upload(collection, number + ".png", Samples.picture("png", 24, 24, number))
        .id();
  }

  @Test
  void foreignCollectionAnswersExactlyLikeAMissingOne() {
    var person = library.person();
    String hidden = library.collection();
    String item = upload(hidden, 1);
    for (String path :
        List.of(
            "/api/v1/collections/%s",
            "/api/v1/collections/%s/items", "/api/v1/collections/%s/grants")) {
      var foreign = person.client().get(path.formatted(hidden));
      var missing = person.client().get(path.formatted("0123456789abcdefghjk"));
      assertThat(foreign.status()).isEqualTo(404);
      assertThat(foreign.text().replaceAll("\"(instance|requestId)\":\"[^\"]*\"", ""))
          .isEqualTo(missing.text().replaceAll("\"(instance|requestId)\":\"[^\"]*\"", ""));
    }
    for (String path : List.of("", "/original", "/preview", "/pages/1/preview", "/pages/1/text")) {
      assertThat(person.client().get("/api/v1/items/" + item + path).status())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(person.client().delete("/api/v1/items/" + item).status()).isEqualTo(404);
  }

  @Test
  void eachRoleMayDoWhatItsNameSaysAndNoMore() {
    String home = library.collection();
    String item = upload(home, 2);
    var expected =
        Map.of(
            "viewer", List.of(200, 403, 403, 403),
            "downloader", List.of(200, 200, 403, 403),
            "contributor", List.of(200, 200, 201, 403),
            "editor", List.of(200, 200, 201, 200));
    int number = 10;
    for (String role : List.of("viewer", "downloader", "contributor", "editor")) {
      var person = library.person();
      assertThat(library.grant(home, true, allow(person, role)).status()).isEqualTo(200);
      var client = person.client();
      assertThat(
              List.of(
                  client.get("/api/v1/items/" + item).status(),
                  client.get("/api/v1/items/" + item + "/original").status(),
                  client.upload(home, role, Samples.picture("png", 24, 24, number++)).status(),
                  client
                      .with("If-Match", "*")
                      .patch("/api/v1/items/" + item, "{\"descr\":\"by " + role + "\"}")
                      .status()))
          .as(role)
          .isEqualTo(expected.get(role));
      assertThat(client.get("/api/v1/collections/" + home + "/grants").status()).isEqualTo(403);
    }
  }

  @Test
  void removedRightIsGoneWhenTheCallReturns() {
    var person = library.person();
    String home = library.collection();
    String item = upload(home, 3);
    for (int i = 0; i < 5; i++) {
      library.grant(home, true, allow(person, "viewer"));
      assertThat(person.client().get("/api/v1/items/" + item).status()).isEqualTo(200);
      library.grant(home, true);
      assertThat(person.client().get("/api/v1/items/" + item).status()).isEqualTo(404);
    }
  }

  @Test
  void denyBelowHidesTheBranchAndItsItemsFromListsAndCounts() {
    var person = library.person();
    String top = library.collection();
    String open = library.collection(top);
    String closed = library.collection(top);
    upload(open, 4);
    String secret = upload(closed, 5);
    library.grant(top, true, allow(person, "viewer"));
    library.grant(closed, true, deny(person, "viewer"));
    var list = person.client().get("/api/v1/collections/" + top + "/items?recursive");
    assertThat(list.json().at("/total").asInt()).isEqualTo(1);
    assertThat(list.text()).doesNotContain(secret);
    assertThat(person.client().get("/api/v1/collections?parent=" + top).text())
        .contains(open)
        .doesNotContain(closed);
    assertThat(person.client().get("/api/v1/collections/" + top).json().at("/counts/items").asInt())
        .isEqualTo(1);
  }

  @Test
  void collectionBelowAHiddenParentHangsAtTheTop() {
    var person = library.person();
    String hidden = library.collection();
    String shared = library.collection(hidden);
    library.grant(shared, true, allow(person, "viewer"));
    var top = person.client().get("/api/v1/collections?parent=root");
    assertThat(top.text()).contains(shared).doesNotContain(hidden);
    var collection = person.client().get("/api/v1/collections/" + shared);
    assertThat(collection.json().at("/parent").asText()).isEqualTo("root");
    assertThat(collection.json().at("/path")).isEmpty();
  }

  @Test
  void cutInheritanceStopsTheRightsFromAbove() {
    var person = library.person();
    String top = library.collection();
    String below = library.collection(top);
    library.grant(top, true, allow(person, "editor"));
    assertThat(person.client().get("/api/v1/collections/" + below).status()).isEqualTo(200);
    assertThat(library.grant(below, false).status()).isEqualTo(200);
    assertThat(person.client().get("/api/v1/collections/" + below).status()).isEqualTo(404);
  }

  @Test
  void rightsThroughAGroupEndWithTheMembership() {
    var person = library.person();
    String home = library.collection();
    String group = library.admin.post("/api/v1/groups", "{\"name\":\"G1\"}").id();
    String member = "/api/v1/groups/" + group + "/members/" + person.id();
    library.grant(home, true, "{\"principal\":\"group:" + group + "\",\"role\":\"viewer\"}");
    assertThat(person.client().get("/api/v1/collections/" + home).status()).isEqualTo(404);
    assertThat(library.admin.put(member, "").status()).isEqualTo(204);
    assertThat(person.client().get("/api/v1/collections/" + home).status()).isEqualTo(200);
    assertThat(library.admin.delete(member).status()).isEqualTo(204);
    assertThat(person.client().get("/api/v1/collections/" + home).status()).isEqualTo(404);
  }

  @Test
  void disabledPersonIsOutAtOnce() {
    var person = library.person();
    String path = "/api/v1/users/" + person.id();
    var user = library.admin.get(path);
    assertThat(person.client().get("/api/v1/session").status()).isEqualTo(200);
    assertThat(
            library
                .admin
                .with("If-Match", user.header("etag"))
                .patch(path, "{\"state\":\"disabled\"}")
                .status())
        .isEqualTo(200);
    assertThat(person.client().get("/api/v1/session").status()).isEqualTo(401);
  }

  @Test
  void tokenDoesWhatItsScopesSayAndNoMore() {
    String home = library.collection();
    String item = upload(home, 6);
    var made =
        library.admin.post("/api/v1/tokens", "{\"name\":\"t\",\"scopes\":[\"list\",\"view\"]}");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    var program =
        library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
    assertThat(program.get("/api/v1/items/" + item).status()).isEqualTo(200);
    assertThat(program.get("/api/v1/items/" + item + "/original").status()).isEqualTo(403);
    assertThat(program.post("/api/v1/tokens", "{\"name\":\"wider\",\"scopes\":[\"*\"]}").status())
        .isEqualTo(403);
    assertThat(library.admin.delete("/api/v1/tokens/" + made.id()).status()).isEqualTo(204);
    assertThat(program.get("/api/v1/items/" + item).status()).isEqualTo(401);
  }
}
