package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class CollectionsTest {
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

  private String upload(String collection, int number) {
    return admin
        .upload(collection, "a" + number + ".png", Samples.picture("png", 20, 20, number))
        .id();
  }

  private long total(String collection, String more) {
    return admin
        .get("/api/v1/collections/" + collection + "/items?" + more)
        .json()
        .at("/total")
        .asLong();
  }

  @Test
  void renamingNeedsTheCurrentRevision() {
    var made = admin.post("/api/v1/collections", "{\"title\":\"Fotos\",\"descr\":\"de casa\"}");
    assertThat(made.status()).isEqualTo(201);
    String path = "/api/v1/collections/" + made.id();
    assertThat(admin.patch(path, "{\"title\":\"x\"}").status()).isEqualTo(428);
    var renamed =
        admin.with("If-Match", made.header("etag")).patch(path, "{\"title\":\"Retratos\"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json().at("/title").asText()).isEqualTo("Retratos");
    assertThat(renamed.json().at("/descr").asText()).isEqualTo("de casa");
    var stale = admin.with("If-Match", made.header("etag")).patch(path, "{\"title\":\"y\"}");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(stale.code()).isEqualTo("stale");
  }

  @Test
  void movedCollectionTakesItsItemsAndCountsAlong() {
    String from = library.collection();
    String to = library.collection();
    String moved = library.collection(from);
    String deep = library.collection(moved);
    upload(moved, 1);
    upload(deep, 2);
    assertThat(total(from, "recursive")).isEqualTo(2);
    var answer =
        admin.post("/api/v1/collections/" + moved + "/move", "{\"parent\":\"" + to + "\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().at("/parent").asText()).isEqualTo(to);
    assertThat(total(from, "recursive")).isZero();
    assertThat(total(to, "recursive")).isEqualTo(2);
    assertThat(admin.get("/api/v1/collections/" + to + "/items?recursive").json().at("/items"))
        .hasSize(2);
    assertThat(admin.get("/api/v1/collections/" + from + "/items?recursive").json().at("/items"))
        .isEmpty();
  }

  @Test
  void collectionCannotMoveIntoItself() {
    String top = library.collection();
    String below = library.collection(top);
    var answer =
        admin.post("/api/v1/collections/" + top + "/move", "{\"parent\":\"" + below + "\"}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("parent");
  }

  @Test
  void trashedCollectionIsGoneWithItsItemsUntilItIsRestored() {
    String top = library.collection();
    String trashed = library.collection(top);
    String item = upload(trashed, 3);
    assertThat(admin.delete("/api/v1/collections/" + trashed).status()).isEqualTo(204);
    assertThat(admin.get("/api/v1/collections/" + trashed).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/items/" + item).status()).isEqualTo(404);
    assertThat(admin.get("/api/v1/items/" + item + "/original").status()).isEqualTo(404);
    assertThat(total(top, "recursive")).isZero();
    assertThat(admin.get("/api/v1/trash").text()).contains(trashed);
    assertThat(admin.post("/api/v1/collections/" + trashed + "/restore", "{}").status())
        .isEqualTo(200);
    assertThat(admin.get("/api/v1/items/" + item).status()).isEqualTo(200);
    assertThat(total(top, "recursive")).isEqualTo(1);
    assertThat(admin.get("/api/v1/collections/" + top + "/items?recursive").json().at("/items"))
        .hasSize(1);
  }

  @Test
  void itemIsEditedMovedTrashedAndRestored() {
    String home = library.collection();
    String other = library.collection();
    String path = "/api/v1/items/" + upload(home, 4);
    var now = admin.get(path);
    var edited =
        admin
            .with("If-Match", now.header("etag"))
            .patch(
                path,
                "{\"title\":\"Praia\",\"tags\":[\"mar\"],\"taken\":\"1999-05-01T10:00:00Z\"}");
    assertThat(edited.status()).as(edited.text()).isEqualTo(200);
    assertThat(edited.json().at("/taken").asText()).startsWith("1999-05-01T10:00");
    assertThat(admin.with("If-Match", now.header("etag")).patch(path, "{\"title\":\"x\"}").status())
        .isEqualTo(412);
    var moved = admin.post(path + "/move", "{\"collection\":\"" + other + "\"}");
    assertThat(moved.json().at("/home").asText()).isEqualTo(other);
    assertThat(total(home, "")).isZero();
    assertThat(total(other, "")).isEqualTo(1);
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(total(other, "")).isZero();
    assertThat(admin.get("/api/v1/collections/" + other + "/items").json().at("/items")).isEmpty();
    assertThat(admin.get("/api/v1/trash").text()).contains("Praia");
    assertThat(admin.post(path + "/restore", "{}").status()).isEqualTo(200);
    assertThat(total(other, "")).isEqualTo(1);
  }

  @Test
  void wrongQueriesNameTheParameter() {
    String path = "/api/v1/collections/" + library.collection() + "/items?";
    for (String query :
        new String[] {
          "sort=size", "dir=up", "kind=video", "limit=0", "limit=x", "cursor=abc", "recursive=7"
        }) {
      var answer = admin.get(path + query);
      assertThat(answer.status()).as(query).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText())
          .isEqualTo(query.substring(0, query.indexOf('=')));
    }
  }

  @Test
  void cursorOfAnotherListingIsRefused() {
    String one = library.collection();
    String two = library.collection();
    upload(one, 5);
    upload(one, 6);
    String cursor =
        admin.get("/api/v1/collections/" + one + "/items?limit=1").json().at("/next").asText();
    assertThat(admin.get("/api/v1/collections/" + two + "/items?limit=1&cursor=" + cursor).status())
        .isEqualTo(400);
  }
}
