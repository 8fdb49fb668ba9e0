package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The background work as administrators see it, and that it is done at all. */
final class JobsHttpTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static Library library;

  @BeforeAll
  static void open() {
    library = Library.open(Map.of());
  }

  @AfterAll
  static void close() {
    library.close();
  }

  /** Asks until the job is in that state, or the limit is over. */
  private static Client.Answer await(String id, String state) throws InterruptedException {
    var limit = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var answer = library.admin.get("/api/v1/jobs/" + id);
      boolean there = answer.status() == 200 && answer.json().at("/state").asText().equals(state);
      if (there || limit - System.nanoTime() < 0) {
        assertThat(answer.text()).contains("\"state\":\"" + state + "\"");
        return answer;
      }
      Thread.sleep(20);
    }
  }

  @Test
  void choresAreDoneAndWaitForTheirNextTurn() throws InterruptedException {
    for (var chore :
        List.of(
            "tidy-rights",
            "settle-moves",
            "empty-trash",
            "sweep-storage",
            "recount-collections",
            "forget-jobs")) {
      var waiting = await(chore, "waiting").json();
      assertThat(waiting.at("/chore").asBoolean()).isTrue();
      assertThat(waiting.at("/error").isNull()).as(waiting.toString()).isTrue();
      assertThat(waiting.at("/due").asText()).isNotEmpty();
    }
    var again = library.admin.post("/api/v1/jobs/empty-trash/retry", "");
    assertThat(again.status()).isEqualTo(202);
    assertThat(await("empty-trash", "waiting").json().at("/attempts").asInt()).isZero();
    assertThat(library.admin.post("/api/v1/jobs/empty-trash/cancel", "").status()).isIn(202, 409);
  }

  @Test
  void verifyingReadsEverythingAndFindsWhatIsDamaged() throws InterruptedException {
    String item = library.drawing(library.collection());
    var began = library.admin.post("/api/v1/storage/verify", "");
    assertThat(began.status()).isEqualTo(202);
    assertThat(began.header("location")).isEqualTo("/api/v1/jobs/" + began.id());
    var done = await(began.id(), "done").json();
    assertThat(done.at("/done").asLong()).isPositive();
    assertThat(done.at("/done")).isEqualTo(done.at("/total"));
    assertThat(done.at("/chore").asBoolean()).isFalse();
    var storage = library.admin.get("/api/v1/storage").json();
    assertThat(storage.at("/lastVerify/files").asLong()).isPositive();
    assertThat(storage.at("/damagedFiles").asLong()).isZero();

    var sha = library.admin.get("/api/v1/items/" + item).json().at("/sha256").asText();
    library
        .server
        .database()
        .getCollection("blobs")
        .updateOne(Filters.eq("_id", sha), Updates.set("bytes", new Binary(new byte[3])));
    var second = library.admin.post("/api/v1/storage/verify", "").id();
    assertThat(second).isNotEqualTo(began.id());
    var _ = await(second, "done");
    assertThat(library.admin.get("/api/v1/storage").json().at("/damagedFiles").asLong())
        .isEqualTo(1);
  }

  @Test
  void listIsFilteredByStateAndComesInPages() throws InterruptedException {
    var _ = await(library.admin.post("/api/v1/storage/verify", "").id(), "done");
    var done = library.admin.get("/api/v1/jobs?state=done").json();
    assertThat(done.at("/items")).isNotEmpty();
    done.at("/items").forEach(job -> assertThat(job.at("/state").asText()).isEqualTo("done"));
    var first = library.admin.get("/api/v1/jobs?limit=2").json();
    assertThat(first.at("/items")).hasSize(2);
    var next = library.admin.get("/api/v1/jobs?limit=2&cursor=" + first.at("/next").asText());
    assertThat(next.status()).isEqualTo(200);
    assertThat(next.json().at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
    assertThat(library.admin.get("/api/v1/jobs?cursor=x").status()).isEqualTo(400);
    assertThat(library.admin.get("/api/v1/jobs?state=lost").status()).isEqualTo(400);
  }

  @Test
  void jobsThatAreNotThereAreMissing() {
    assertThat(library.admin.get("/api/v1/jobs/none").status()).isEqualTo(404);
    assertThat(library.admin.post("/api/v1/jobs/none/retry", "").status()).isEqualTo(404);
    assertThat(library.admin.post("/api/v1/jobs/none/cancel", "").status()).isEqualTo(404);
  }
}
