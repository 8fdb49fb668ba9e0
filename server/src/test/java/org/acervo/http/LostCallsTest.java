package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.acervo.kernel.Failed;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The n-th write of a purge or of a move fails, or is done and its answer lost, for every n until
 * nothing is met any more. The line fails whatever the driver and the product try for longer than
 * their patience, so that the failure is a real one.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class LostCallsTest {
  private static final Set<String> OF_PURGE =
      Set.of("items", "collections", "policy", "policy_log", "item_grants");
  private static final Set<String> OF_MOVE = Set.of("items", "item_moves", "policy", "policy_log");
  private static final int MOST = 60;

  private FaultyLine line;
  private Library library;
  private Client admin;
  private String shelf;

  @BeforeAll
  void open() throws Exception {
    line = new FaultyLine();
    library =
        Library.open(
            Map.of(
                "ACERVO_MONGODB_URI",
                line.uri(),
                "ACERVO_MONGODB_PATIENCE",
                "1s",
                "ACERVO_CACHE",
                "false",
                "ACERVO_PASSWORD_MEMORY",
                "64KiB"));
    admin = library.admin.with("If-Match", "*");
    shelf = library.collection();
  }

  @AfterAll
  void close() throws Exception {
    library.close();
    line.close();
  }

  private void shared(String item) {
    String body =
        "{\"grants\":[{\"principal\":\"everyone\",\"role\":\"viewer\"}],\"inherit\":true}";
    expect(200, admin.put("/api/v1/items/" + item + "/grants", body));
  }

  private String trashed() {
    String item = library.drawing(shelf);
    expect(204, admin.delete("/api/v1/items/" + item));
    return item;
  }

  private boolean isStored(String collection, String id) {
    return library.server.database().getCollection(collection).find(new Document("_id", id)).first()
        != null;
  }

  private boolean isShared(String item) {
    var rights = library.server.database().getCollection("item_grants");
    return rights
            .find(new Document("_id", item).append("grants.0", new Document("$exists", true)))
            .first()
        != null;
  }

  /** The database is there again; until the driver has seen it, nothing is to be judged. */
  private void mended() {
    line.clear();
    eventually(() -> expect(200, admin.get("/api/v1/collections/" + shelf)));
  }

  private static void eventually(Runnable work) {
    var end = Instant.now().plus(Duration.ofMinutes(2));
    while (true) {
      try {
        work.run();
        return;
      } catch (RuntimeException e) {
        if (Instant.now().isAfter(end)) {
          throw e;
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_PRIMARY", "ANSWER_LOST"})
  void purgeThatFailsAtAnyCallIsTakenUpAgainAndTakesNothingElse(Faults.Kind kind) {
    int n = 0;
    boolean met = true;
    for (; met && n < MOST; n++) {
      String item = library.drawing(shelf);
      shared(item);
      String live = library.drawing(shelf);
      shared(live);
      expect(204, admin.delete("/api/v1/items/" + item));
      String top = library.collection(shelf);
      String inner = library.collection(top);
      String inside = library.drawing(inner);
      shared(inside);
      expect(204, admin.delete("/api/v1/collections/" + top));
      var before = Instant.now().plusMillis(2);
      while (!Instant.now().isAfter(before.plusMillis(2))) {
        Thread.onSpinWait();
      }
      String young = trashed();

      line.injectFrom(kind, OF_PURGE, n, Faults.ALWAYS);
      try {
        library.server.purge(before);
      } catch (RuntimeException e) {
        assertThat(e instanceof Failed || StoreFailures.of(e).isPresent()).as("%s", e).isTrue();
      }
      met = line.met();
      mended();
      eventually(() -> library.server.purge(before));
      shared(live); // documents may lag by one change of rights, until the next one

      String what = kind + " from write " + n;
      assertThat(isStored("items", item)).as(what).isFalse();
      assertThat(isStored("items", inside)).as(what).isFalse();
      assertThat(isStored("collections", top)).as(what).isFalse();
      assertThat(isStored("collections", inner)).as(what).isFalse();
      assertThat(isShared(item)).as(what).isFalse();
      assertThat(isShared(inside)).as(what).isFalse();
      assertThat(isShared(live)).as(what).isTrue();
      expect(200, admin.get("/api/v1/items/" + live));
      expect(200, admin.post("/api/v1/items/" + young + "/restore", ""));
    }
    assertThat(met).as("it came to its end").isFalse();
    assertThat(n).as("writes that failed").isGreaterThan(4);
  }

  @ParameterizedTest
  @EnumSource(names = {"NOT_PRIMARY", "ANSWER_LOST"})
  void moveThatFailsAtAnyCallHappenedOrNotAndTheHistoryKnows(Faults.Kind kind) {
    String other = library.collection();
    boolean met = true;
    int n = 0;
    for (; met && n < MOST; n++) {
      String item = library.drawing(shelf);
      String path = "/api/v1/items/" + item;
      line.injectFrom(kind, OF_MOVE, n, Faults.ALWAYS);
      var answer = admin.post(path + "/move", "{\"collection\":\"" + other + "\"}");
      met = line.met();
      mended();
      eventually(library.server::settleMoves);
      String what = "%s from write %d: %s".formatted(kind, n, answer.text());
      var home = expect(200, admin.get(path)).json().at("/home").asText();
      boolean moved = home.equals(other);
      assertThat(answer.status()).as(what).isIn(200, 503);
      if (answer.status() == 200) {
        assertThat(moved).as(what).isTrue();
      } else if (!answer.code().equals("unknown-outcome")) {
        assertThat(moved).as(what).isFalse();
      }
    }
    assertThat(met).as("it came to its end").isFalse();
    assertThat(n).as("writes that failed").isGreaterThan(2);
  }

  /** The driver asks once more, and both answers are lost; then the document is read. */
  @ParameterizedTest
  @EnumSource(names = {"ANSWER_LOST"})
  void writeWhoseAnswersAreLostIsReadBackAndTold(Faults.Kind kind) {
    String item = library.drawing(shelf);
    line.injectFrom(kind, Set.of("items"), 0, 2);
    var renamed = admin.patch("/api/v1/items/" + item, "{\"title\":\"read back\"}");
    assertThat(line.met()).isTrue();
    mended();
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(200);
    assertThat(admin.get("/api/v1/items/" + item).json().at("/title").asText())
        .isEqualTo("read back");
  }
}
