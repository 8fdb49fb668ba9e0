package org.acervo.http;

import static org.acervo.http.Library.allow;
import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Writes that are sent again with the same {@code Idempotency-Key}. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class IdempotencyHttpTest {
  private static final String COLLECTIONS = "/api/v1/collections";
  private static final String TOKENS = "/api/v1/tokens";

  private final AtomicInteger number = new AtomicInteger();
  private Library library;

  @BeforeAll
  void open() {
    library =
        Library.open(Map.of("ACERVO_PASSWORD_MEMORY", "64KiB", "ACERVO_PASSWORD_PASSES", "1"));
  }

  @AfterAll
  void close() {
    library.close();
  }

  private Client keyed(Client client) {
    return client.with("Idempotency-Key", "key-" + number.incrementAndGet());
  }

  private static String wish(String title, String parent) {
    return "{\"title\":\"%s\",\"parent\":\"%s\"}".formatted(title, parent);
  }

  private List<String> below(String parent) {
    var titles = new ArrayList<String>();
    library
        .admin
        .get(COLLECTIONS + "?parent=" + parent)
        .json()
        .at("/items")
        .forEach(one -> titles.add(one.at("/title").asText()));
    return titles;
  }

  @Test
  void whatComesAgainIsAnsweredAgainAndNotDoneAgain() {
    String parent = library.collection();
    var client = keyed(library.admin);
    var first = expect(201, client.post(COLLECTIONS, wish("once", parent)));
    var again = expect(201, client.post(COLLECTIONS, wish("once", parent)));
    assertThat(below(parent)).containsExactly("once");
    assertThat(again.text()).isEqualTo(first.text());
    for (String header : List.of("etag", "location", "acervo-token", "content-type")) {
      assertThat(again.header(header)).isNotEmpty().isEqualTo(first.header(header));
    }
    assertThat(first.header("idempotency-replayed")).isEmpty();
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");
  }

  @Test
  void editsAndRemovalsAreAnsweredAgainToo() {
    String path = COLLECTIONS + "/" + library.collection();
    String tag = library.admin.get(path).header("etag");
    var edit = keyed(library.admin).with("If-Match", tag);
    var first = expect(200, edit.patch(path, "{\"title\":\"new\"}"));
    assertThat(edit.patch(path, "{\"title\":\"new\"}").text()).isEqualTo(first.text());
    String group =
        COLLECTIONS.replace("collections", "groups")
            + "/"
            + library.admin.post("/api/v1/groups", "{\"name\":\"Short\"}").id();
    var removal = keyed(library.admin);
    expect(204, removal.delete(group));
    assertThat(expect(204, removal.delete(group)).header("idempotency-replayed")).isNotEmpty();
  }

  @Test
  void keyOfAnotherRequestIs422() {
    String parent = library.collection();
    var client = keyed(library.admin);
    expect(201, client.post(COLLECTIONS, wish("one", parent)));
    var other = client.post(COLLECTIONS, wish("two", parent));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.code()).isEqualTo("idempotency-key-reused");
    assertThat(other.header("content-type")).isEqualTo("application/problem+json");
    assertThat(client.post("/api/v1/groups", wish("one", parent)).status()).isEqualTo(422);
    assertThat(below(parent)).containsExactly("one");
  }

  @Test
  void ofManyAtOnceOneIsDone() throws Exception {
    String parent = library.collection();
    var client = keyed(library.admin);
    var statuses = new ArrayList<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Client.Answer> act = () -> client.post(COLLECTIONS, wish("race", parent));
      for (var answer : threads.invokeAll(Collections.nCopies(12, act))) {
        statuses.add(answer.get().status());
      }
    }
    assertThat(below(parent)).containsExactly("race");
    assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
  }

  @Test
  void keysOfAnotherPersonAreOtherKeys() {
    var person = library.person();
    String parent = library.collection();
    library.grantMore(parent, allow(person, "contributor"));
    var client = keyed(library.admin);
    var own = expect(201, client.post(COLLECTIONS, wish("same", parent)));
    String key = "key-" + number.get();
    var theirs =
        expect(
            201,
            person.client().with("Idempotency-Key", key).post(COLLECTIONS, wish("same", parent)));
    assertThat(theirs.id()).isNotEqualTo(own.id());
    assertThat(below(parent)).containsExactly("same", "same");
  }

  @Test
  void whoLostTheRightGetsNoAnswerAgain() {
    var person = library.person();
    String place = library.collection();
    library.grantMore(place, allow(person, "editor"));
    var client = keyed(person.client()).with("If-Match", "*");
    String path = COLLECTIONS + "/" + place;
    expect(200, client.patch(path, "{\"title\":\"mine\"}"));
    expect(200, library.grant(place, true, allow(person, "viewer")));
    assertThat(client.patch(path, "{\"title\":\"mine\"}").status()).isEqualTo(403);
    expect(200, library.grant(place, true));
    assertThat(client.patch(path, "{\"title\":\"mine\"}").status()).isEqualTo(404);
    library.disable(person);
    assertThat(client.patch(path, "{\"title\":\"mine\"}").status()).isEqualTo(401);
  }

  @Test
  void whatWasMadeIsNotAnsweredAgainWhenItIsClosedToItsMaker() {
    var person = library.person();
    String parent = library.collection();
    library.grantMore(parent, allow(person, "contributor"));
    var client = keyed(person.client());
    var made = expect(201, client.post(COLLECTIONS, wish("made", parent)));
    expect(200, library.grant(parent, true));
    expect(200, library.grant(made.id(), false));
    assertThat(client.post(COLLECTIONS, wish("made", parent)).status()).isEqualTo(404);
  }

  @Test
  void secretsAreNeitherKeptNorShownAgain() {
    String shelf = library.collection();
    record Wish(String path, String body) {}
    for (var wish :
        List.of(
            new Wish(TOKENS, "{\"name\":\"t\",\"scopes\":[\"*\"]}"),
            new Wish(
                "/api/v1/links",
                "{\"collection\":\"" + shelf + "\",\"password\":\"open sesame\"}"))) {
      var client = keyed(library.admin);
      var first = expect(201, client.post(wish.path(), wish.body()));
      String secret = first.json().at("/token").asText();
      var again = expect(409, client.post(wish.path(), wish.body()));
      assertThat(again.code()).isEqualTo("idempotency-already-done");
      assertThat(again.text()).contains(first.id()).doesNotContain(secret);
      assertThat(again.header("location")).isEqualTo(first.header("location"));
      assertThat(everything()).contains(first.id()).doesNotContain(secret);
    }
    assertThat(everything()).doesNotContain("open sesame").doesNotContain("key-");
  }

  private String everything() {
    var all = new StringBuilder();
    var database = library.server.database();
    for (String name : database.listCollectionNames()) {
      for (Document document : database.getCollection(name).find()) {
        all.append(document.toJson()).append('\n');
      }
    }
    return all.toString();
  }

  @Test
  void whatGivesCookiesIsNotKept() {
    var client = keyed(library.nobody);
    String body = "{\"login\":\"ana\",\"password\":\"" + Library.PASSWORD + "\"}";
    var first = expect(200, client.post("/api/v1/session", body));
    var again = expect(200, client.post("/api/v1/session", body));
    assertThat(again.header("set-cookie")).isNotEqualTo(first.header("set-cookie")).isNotEmpty();
  }

  @Test
  void onlyWhatIsFinalIsKept() {
    var client = keyed(library.admin);
    var wrong = expect(400, client.post(COLLECTIONS, "{\"title\":7}"));
    var again = expect(400, client.post(COLLECTIONS, "{\"title\":7}"));
    assertThat(again.text()).isEqualTo(wrong.text());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");

    var early = keyed(library.admin);
    String body = "{\"name\":\"Twice\"}";
    var there = library.admin.post("/api/v1/groups", body);
    expect(409, early.post("/api/v1/groups", body));
    expect(204, library.admin.delete("/api/v1/groups/" + there.id()));
    expect(201, early.post("/api/v1/groups", body));
  }

  @Test
  void writeWithoutAnAnswerIsNotDoneAgain() {
    String parent = library.collection();
    var client = keyed(library.admin);
    expect(201, client.post(COLLECTIONS, wish("lost", parent)));
    var records = library.server.database().getCollection("idempotency");
    for (String state : List.of("running", "unknown")) {
      records.updateMany(new Document(), new Document("$set", new Document("state", state)));
      var again = expect(409, client.post(COLLECTIONS, wish("lost", parent)));
      assertThat(again.code())
          .isEqualTo(
              state.equals("running") ? "idempotency-key-in-use" : "idempotency-outcome-unknown");
    }
    assertThat(below(parent)).containsExactly("lost");
  }

  private void aDayPasses() {
    library.server.forgetRepeats(Instant.now().plus(Duration.ofDays(1)));
  }

  /** By a clock that is ahead every note is old; what it says counts until it is swept. */
  @Test
  void noteThatSeemsOldIsNoReasonToWriteTwice() {
    String parent = library.collection();
    var client = keyed(library.admin);
    expect(201, client.post(COLLECTIONS, wish("once", parent)));
    var records = library.server.database().getCollection("idempotency");
    var past = new Document("exp", Instant.EPOCH);
    records.updateMany(new Document(), new Document("$set", past));
    expect(201, client.post(COLLECTIONS, wish("once", parent)));
    assertThat(below(parent)).containsExactly("once");
    for (var index : records.listIndexes()) {
      assertThat(index.containsKey("expireAfterSeconds")).as(index.toJson()).isFalse();
    }
  }

  @Test
  void keyIsForgottenAfterADay() {
    String parent = library.collection();
    var client = keyed(library.admin);
    expect(201, client.post(COLLECTIONS, wish("daily", parent)));
    aDayPasses();
    expect(201, client.post(COLLECTIONS, wish("daily", parent)));
    assertThat(below(parent)).containsExactly("daily", "daily");
  }

  @Test
  void fileUnderAKeyIsTheVeryFileThatCameWithIt() {
    String home = library.collection();
    byte[] bytes = Samples.picture("png", 50, 40, 501);
    var client = keyed(library.admin);
    var words = Map.of("title", "First", "descr", "d", "tags", "a,b");
    var first = expect(201, client.upload(home, "one.png", bytes, words));
    var again = expect(200, client.upload(home, "one.png", bytes, words));
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.header("idempotency-replayed")).isEqualTo("true");

    byte[] other = Samples.picture("png", 50, 40, 502);
    var reused =
        List.of(
            client.upload(home, "one.png", other, words),
            client.upload(home, "two.png", bytes, words),
            client.upload(library.collection(), "one.png", bytes, words),
            client.upload(home, "one.png", bytes, Map.of("title", "Second", "descr", "d")),
            client.upload(home, "one.png", bytes),
            client.post(COLLECTIONS, wish("no file", home)),
            client.with("If-Match", "*").patch(COLLECTIONS + "/" + home, "{\"title\":\"no\"}"));
    for (var answer : reused) {
      assertThat(answer.status()).as(answer.text()).isEqualTo(422);
      assertThat(answer.code()).isEqualTo("idempotency-key-reused");
    }
    assertThat(library.admin.get(COLLECTIONS + "/" + home + "/items").json().at("/total").asInt())
        .isEqualTo(1);
  }

  @Test
  void keyOfAWriteWithoutAFileIsNoneOfAFile() {
    String home = library.collection();
    var client = keyed(library.admin);
    expect(201, client.post(COLLECTIONS, wish("taken", home)));
    var file = client.upload(home, "a.png", Samples.picture("png", 50, 40, 503));
    assertThat(file.status()).isEqualTo(422);
  }

  @Test
  void keyOfAFileThatWasThereAlreadyIsUsedToo() {
    String home = library.collection();
    byte[] bytes = Samples.picture("png", 50, 40, 504);
    var there = expect(201, library.admin.upload(home, "there.png", bytes));
    var client = keyed(library.admin);
    assertThat(expect(200, client.upload(home, "mine.png", bytes)).id()).isEqualTo(there.id());
    var other = client.upload(home, "mine.png", Samples.picture("png", 50, 40, 505));
    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  void keyOfAFileThatWasRefusedIsFree() {
    String home = library.collection();
    var client = keyed(library.admin);
    expect(415, client.upload(home, "a.png", new byte[] {1, 2, 3, 4}));
    expect(201, client.upload(home, "a.png", Samples.picture("png", 50, 40, 506)));
  }

  @Test
  void afterADayAKeyGivesNobodysOlderItem() {
    String home = library.collection();
    var client = keyed(library.admin);
    var old = expect(201, client.upload(home, "a.png", Samples.picture("png", 50, 40, 507)));
    aDayPasses();
    var fresh = expect(201, client.upload(home, "a.png", Samples.picture("png", 50, 40, 508)));
    assertThat(fresh.id()).isNotEqualTo(old.id());
  }

  @Test
  void uploadAgainFindsItsItemWhereverItLiesByNow() {
    String home = library.collection();
    String elsewhere = library.collection();
    var person = library.person();
    library.grantMore(home, allow(person, "contributor"));
    byte[] bytes = Samples.picture("png", 50, 40, 509);
    var client = keyed(person.client());
    var first = expect(201, client.upload(home, "m.png", bytes));
    String path = "/api/v1/items/" + first.id();
    expect(200, library.admin.post(path + "/move", "{\"collection\":\"" + elsewhere + "\"}"));
    assertThat(client.upload(home, "m.png", bytes).status()).isEqualTo(404);
    library.grantMore(elsewhere, allow(person, "viewer"));
    assertThat(expect(200, client.upload(home, "m.png", bytes)).id()).isEqualTo(first.id());
    expect(204, library.admin.delete(path));
    var trashed = expect(409, client.upload(home, "m.png", bytes));
    assertThat(trashed.json().at("/detail").asText()).contains("trash");
  }

  @Test
  void tokenNeverGetsWhatItsOwnerWasAnswered() {
    String home = library.collection();
    var made = library.admin.post(TOKENS, "{\"name\":\"t\",\"scopes\":[\"contribute\",\"list\"]}");
    String secret = made.json().at("/token").asText();
    var owner = keyed(library.admin);
    String key = "key-" + number.get();
    var token =
        library.nobody.with("Authorization", "Bearer " + secret).with("Idempotency-Key", key);
    byte[] bytes = Samples.picture("png", 50, 40, 510);
    var upload = expect(201, owner.upload(home, "o.png", bytes));
    assertThat(expect(200, token.upload(home, "o.png", bytes)).header("idempotency-replayed"))
        .isEmpty();

    var wide = keyed(library.admin);
    String other = "key-" + number.get();
    var narrow =
        library.nobody.with("Authorization", "Bearer " + secret).with("Idempotency-Key", other);
    var own = expect(201, wide.post(COLLECTIONS, wish("wide", home)));
    var theirs = expect(201, narrow.post(COLLECTIONS, wish("wide", home)));
    assertThat(theirs.id()).isNotEqualTo(own.id());
    assertThat(narrow.delete("/api/v1/items/" + upload.id()).status()).isEqualTo(403);
  }

  @Test
  void otherRevisionIsAnotherRequest() {
    String path = COLLECTIONS + "/" + library.collection();
    var client = keyed(library.admin);
    expect(200, client.with("If-Match", "*").patch(path, "{\"descr\":\"x\"}"));
    String tag = library.admin.get(path).header("etag");
    assertThat(client.with("If-Match", tag).patch(path, "{\"descr\":\"x\"}").status())
        .isEqualTo(422);
  }

  @Test
  void questionsAreAskedAnew() {
    String place = library.collection();
    var client = keyed(library.admin);
    String path = COLLECTIONS + "/" + place + "/grants:dryRun";
    String body = "{\"inherit\":true,\"grants\":[]}";
    assertThat(client.post(path, body).header("idempotency-replayed")).isEmpty();
    assertThat(client.post(path, body).header("idempotency-replayed")).isEmpty();
  }

  @Test
  void keyOfAnotherFormIs400() {
    for (String key : List.of("two words", "k".repeat(256))) {
      var answer = library.admin.with("Idempotency-Key", key).post(COLLECTIONS, wish("no", "root"));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
    }
    var longest = library.admin.with("Idempotency-Key", "~".repeat(255));
    expect(201, longest.post("/api/v1/groups", "{\"name\":\"Longest\"}"));
  }

  @Test
  void answerThatIsTooLargeIsRepeatedWithoutItsBody() {
    var person = library.person();
    var grants = new ArrayList<String>();
    String until = "2999-01-01T00:00:00Z";
    for (int i = 0; i < 400; i++) {
      var group =
          library.admin.post(
              "/api/v1/groups", "{\"name\":\"%s %d\"}".formatted("wide ".repeat(20), i));
      grants.add(
          "{\"principal\":\"group:%s\",\"role\":\"viewer\",\"until\":\"%s\"}"
              .formatted(group.id(), until));
    }
    grants.add(allow(person, "owner"));
    var client = keyed(library.admin).with("If-Match", "*");
    String path = COLLECTIONS + "/" + library.collection() + "/grants";
    String body = "{\"inherit\":true,\"grants\":[" + String.join(",", grants) + "]}";
    var first = expect(200, client.put(path, body));
    var again = expect(200, client.put(path, body));
    assertThat(first.body().length).isGreaterThan(64 << 10);
    assertThat(again.body()).isEmpty();
    assertThat(again.header("etag")).isEqualTo(first.header("etag"));
  }
}
