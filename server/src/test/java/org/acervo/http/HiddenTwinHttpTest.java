package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Bringing the bytes of an item tells nobody about that item who may not know of it. */
@TestInstance(Lifecycle.PER_CLASS)
final class HiddenTwinHttpTest {
  private static final String SECRET = "Plano secreto";
  private Library library;

  @BeforeAll
  void open() {
    library = Library.open();
  }

  @AfterAll
  void close() {
    library.close();
  }

  /** Somebody may add to a collection and see nothing in it. */
  private Library.Person blind(String home) {
    var person = library.person();
    library.grantMore(
        home,
        "{\"principal\":\"user:%s\",\"permissions\":[\"contribute\"]}".formatted(person.id()));
    return person;
  }

  private String described(String home, byte[] bytes) {
    var made = expect(201, library.admin.upload(home, "plan.png", bytes));
    expect(
        200,
        library
            .admin
            .with("If-Match", "*")
            .patch(
                "/api/v1/items/" + made.id(),
                "{\"title\":\"" + SECRET + "\",\"descr\":\"d-hidden\",\"tags\":[\"t-hidden\"]}"));
    return made.id();
  }

  @Test
  void contributorWhoSeesNothingIsToldWhatTheySaid() {
    String home = library.collection();
    byte[] bytes = Samples.picture("png", 40, 30, 1);
    String hidden = described(home, bytes);
    var person = blind(home);
    var fresh =
        expect(201, person.client().upload(home, "other.png", Samples.picture("png", 41, 30, 2)));
    var answer = person.client().upload(home, "mine.png", bytes);
    assertThat(answer.status()).as("no word of what was there").isEqualTo(201);
    assertThat(answer.text()).doesNotContain(SECRET, "d-hidden", "t-hidden", hidden, "plan");
    assertThat(answer.json().at("/title").asText()).isEqualTo("mine");
    answer
        .json()
        .fieldNames()
        .forEachRemaining(name -> assertThat(fresh.json().has(name)).as(name).isTrue());
    assertThat(answer.json().at("/rev")).isEqualTo(fresh.json().at("/rev"));
    assertThat(library.admin.get("/api/v1/items/" + answer.id()).status())
        .as("what was acknowledged is there")
        .isEqualTo(200);
    assertThat(library.admin.get("/api/v1/items/" + hidden).json().at("/title").asText())
        .isEqualTo(SECRET);
    assertThat(library.admin.get("/api/v1/items/" + answer.id() + "/original").body())
        .isEqualTo(bytes);
  }

  @Test
  void ownBytesAgainAreTheOwnItemWithoutWhatOthersMadeOfIt() {
    String home = library.collection();
    var person = blind(home);
    byte[] bytes = Samples.picture("png", 42, 30, 3);
    var first = expect(201, person.client().upload(home, "mine.png", bytes));
    expect(
        200,
        library
            .admin
            .with("If-Match", "*")
            .patch("/api/v1/items/" + first.id(), "{\"title\":\"" + SECRET + "\"}"));
    var again = expect(200, person.client().upload(home, "mine.png", bytes));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.text()).doesNotContain(SECRET);
  }

  @Test
  void itemClosedByADenyOfItsOwnIsNotToldOf() {
    String home = library.collection();
    byte[] bytes = Samples.picture("png", 43, 30, 4);
    String hidden = described(home, bytes);
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "editor")));
    deny(hidden, person);
    var answer = expect(201, person.client().upload(home, "mine.png", bytes));
    assertThat(answer.text()).doesNotContain(SECRET, hidden);
    expect(200, person.client().get("/api/v1/items/" + answer.id()));
    assertThat(person.client().upload(home, "again.png", bytes).status()).isEqualTo(200);
    var listing = person.client().get("/api/v1/collections/" + home + "/items").json();
    assertThat(listing.at("/total").asInt()).isEqualTo(1);
  }

  /** A move, and a way back from the trash, tell no more than an upload. */
  @Test
  void hiddenTwinDoesNotRefuseAMoveNorARestore() {
    String home = library.collection();
    String from = library.collection();
    byte[] bytes = Samples.picture("png", 44, 30, 5);
    String hidden = described(home, bytes);
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "editor")));
    expect(200, library.grant(from, true, Library.allow(person, "editor")));
    deny(hidden, person);
    String moved = expect(201, person.client().upload(from, "mine.png", bytes)).id();
    String path = "/api/v1/items/" + moved;
    expect(200, person.client().post(path + "/move", "{\"collection\":\"" + home + "\"}"));
    expect(204, person.client().delete(path));
    expect(200, person.client().post(path + "/restore", ""));
    assertThat(person.client().get(path).json().at("/home").asText()).isEqualTo(home);
    String seen = expect(201, library.admin.upload(from, "seen.png", bytes)).id();
    var refused =
        library.admin.post("/api/v1/items/" + seen + "/move", "{\"collection\":\"" + home + "\"}");
    assertThat(refused.status()).as("who may see them both").isEqualTo(409);
  }

  /** Neither a list nor a way back tells of what is closed; its id alone opens nothing. */
  @Test
  void closedItemInTheTrashIsNotThereToRestore() {
    String home = library.collection();
    String hidden = described(home, Samples.picture("png", 45, 30, 6));
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "editor")));
    deny(hidden, person, "viewer");
    String path = "/api/v1/items/" + hidden;
    expect(204, library.admin.delete(path));
    var restored = person.client().post(path + "/restore", "");
    assertThat(restored.status()).as(restored.text()).isEqualTo(404);
    assertThat(person.client().with("If-Match", "*").patch(path, "{}").status()).isEqualTo(404);
    assertThat(person.client().get(path).status()).isEqualTo(404);
    expect(200, library.admin.post(path + "/restore", ""));
  }

  /** Who keeps the right to do something to an item that is closed to them does it to nothing. */
  @Test
  void closedItemIsThereForNoActByItsId() {
    String home = library.collection();
    String hidden = described(home, Samples.picture("png", 46, 30, 7));
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "owner")));
    deny(hidden, person, "viewer");
    library
        .server
        .database()
        .getCollection("items")
        .updateOne(
            new Document("_id", hidden),
            new Document(
                "$set",
                new Document(
                    "preview", new Document("state", "failed").append("code", "damaged"))));
    var client = person.client().with("If-Match", "*");
    for (String id : List.of(hidden, "0123456789abcdefghjk")) {
      String path = "/api/v1/items/" + id;
      for (var answer :
          List.of(
              client.delete(path),
              client.patch(path, "{\"title\":\"mine\"}"),
              client.post(path + "/move", "{\"collection\":\"" + home + "\"}"),
              client.post(path + "/restore", ""),
              client.post(path + "/preview/retry", ""),
              client.get(path + "/original"),
              client.get(path + "/grants"),
              client.put(path + "/grants", "{\"inherit\":true,\"grants\":[]}"),
              client.post("/api/v1/links", "{\"item\":\"" + id + "\"}"),
              client.get("/api/v1/explain?permission=delete&item=" + id))) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(404);
        assertThat(answer.text()).doesNotContain(SECRET);
      }
      var retried =
          client.post("/api/v1/attention/retry", "{\"select\":{\"ids\":[\"" + id + "\"]}}");
      assertThat(expect(202, retried).json().at("/retried").asInt()).isZero();
    }
    assertThat(client.get("/api/v1/attention?in=" + home).json().at("/items")).isEmpty();
    var all = client.post("/api/v1/attention/retry", "{\"select\":{\"query\":{}}}");
    assertThat(expect(202, all).json().at("/retried").asInt()).isZero();
    assertThat(library.admin.get("/api/v1/items/" + hidden).json().at("/title").asText())
        .isEqualTo(SECRET);
  }

  /** A token for one act alone does that, and only to what its owner may know of. */
  @Test
  void tokenOfOneActActsOnWhatItsOwnerSeesAndOnNothingElse() {
    String home = library.collection();
    String open = described(home, Samples.picture("png", 47, 30, 7));
    String hidden = described(home, Samples.picture("png", 48, 30, 7));
    var person = library.person();
    expect(200, library.grant(home, true, Library.allow(person, "owner")));
    deny(hidden, person, "viewer");
    var download = scoped(person, "download");
    assertThat(download.get("/api/v1/items/" + open + "/original").status()).isEqualTo(200);
    assertThat(download.get("/api/v1/items/" + hidden + "/original").status()).isEqualTo(404);
    assertThat(download.get("/api/v1/items/" + open).status()).isEqualTo(404);
    assertThat(download.delete("/api/v1/items/" + open).status()).isEqualTo(404);
    var edit = scoped(person, "edit").with("If-Match", "*");
    String words = "{\"title\":\"by a program\"}";
    assertThat(edit.patch("/api/v1/items/" + open, words).status()).isEqualTo(200);
    assertThat(edit.patch("/api/v1/items/" + hidden, words).status()).isEqualTo(404);
    assertThat(edit.patch("/api/v1/collections/" + home, words).status()).isEqualTo(200);
    var delete = scoped(person, "delete");
    assertThat(delete.delete("/api/v1/items/" + hidden).status()).isEqualTo(404);
    assertThat(delete.delete("/api/v1/items/" + open).status()).isEqualTo(204);
  }

  private Client scoped(Library.Person person, String scope) {
    String body = "{\"name\":\"" + scope + "\",\"scopes\":[\"" + scope + "\"]}";
    var made = expect(201, person.client().post("/api/v1/tokens", body));
    return library.nobody.with("Authorization", "Bearer " + made.json().at("/token").asText());
  }

  private void deny(String item, Library.Person person) {
    deny(item, person, "owner");
  }

  private void deny(String item, Library.Person person, String role) {
    String path = "/api/v1/items/" + item + "/grants";
    var now = expect(200, library.admin.get(path));
    expect(
        200,
        library
            .admin
            .with("If-Match", now.header("etag"))
            .put(path, "{\"inherit\":true,\"grants\":[" + Library.deny(person, role) + "]}"));
  }
}
