package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What passes is never final, what is the file's own fault is, and a person may always ask again.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
final class RetryHttpTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private Library library;
  private String home;

  @BeforeAll
  void open() {
    library = Library.open(Map.of("ACERVO_MEDIA_IDLE", "100ms"));
    home = library.collection();
  }

  @AfterAll
  void close() {
    library.close();
  }

  private JsonNode item(String id) {
    return library.admin.get("/api/v1/items/" + id).json();
  }

  private JsonNode whenPreview(String id, String path, String value) throws InterruptedException {
    var end = Instant.now().plus(PATIENCE);
    var now = item(id);
    while (!now.at("/preview" + path).asText().equals(value) && Instant.now().isBefore(end)) {
      Thread.sleep(50);
      now = item(id);
    }
    assertThat(now.at("/preview" + path).asText()).as(now.toString()).isEqualTo(value);
    return now;
  }

  @Test
  void aServerThatCannotStartWorkersLosesNoPreview() throws Exception {
    var workers = library.server.home().resolve("workers");
    var aside = library.server.home().resolve("workers-aside");
    whenNoWorkerLives(workers);
    Files.move(workers, aside);
    Files.createFile(workers); // no folder can be made in a file
    var id = library.admin.upload(home, "w.png", Samples.picture("png", 90, 60, 31)).id();
    whenPreview(id, "/reason/code", "workerNotStarted");
    assertThat(item(id).at("/preview/state").asText()).isEqualTo("pending");
    Files.delete(workers);
    Files.move(aside, workers);
    var again = library.admin.post("/api/v1/items/" + id + "/preview/retry", "");
    assertThat(again.status()).as(again.text()).isEqualTo(202);
    whenPreview(id, "/state", "ready");
  }

  private static void whenNoWorkerLives(java.nio.file.Path folder)
      throws IOException, InterruptedException {
    while (true) {
      try (var entries = Files.list(folder)) {
        if (entries.findAny().isEmpty()) {
          return;
        }
      }
      Thread.sleep(50);
    }
  }

  @Test
  void whatAnOlderVersionGaveUpIsDrawnByANewerOne() throws Exception {
    var id = library.admin.upload(home, "o.png", Samples.picture("png", 91, 60, 32)).id();
    whenPreview(id, "/state", "ready");
    var items = library.server.database().getCollection("items");
    items.updateOne(
        new Document("_id", id),
        new Document(
            "$set",
            new Document(
                "preview",
                new Document("state", "failed")
                    .append("code", "unknown")
                    .append("tries", 0)
                    .append("due", new BsonDateTime(1)))));
    whenPreview(id, "/state", "ready");
  }

  @Test
  void brokenFilesAreListedAndTriedAgainByThoseWhoMayEditThem() throws Exception {
    var place = library.collection();
    var broken = Arrays.copyOf(Samples.picture("png", 400, 300, 33), 60);
    var id = library.admin.upload(place, "broken.png", broken).id();
    whenPreview(id, "/state", "failed");
    var viewer = library.person();
    library.grant(place, true, "{\"principal\":\"user:" + viewer.id() + "\",\"role\":\"viewer\"}");
    for (var kind : List.of("failed", "damaged")) {
      var path = "/api/v1/attention?kind=" + kind + "&in=" + place;
      assertThat(library.admin.get(path).json().at("/items/0/id").asText()).isEqualTo(id);
      assertThat(viewer.client().get(path).json().at("/items")).isEmpty();
    }
    assertThat(library.admin.get("/api/v1/attention?kind=partial&in=" + place).json().at("/items"))
        .isEmpty();
    assertThat(library.admin.get("/api/v1/attention?kind=odd").status()).isEqualTo(400);
    var select = "{\"select\":{\"query\":{\"in\":\"" + place + "\"}}}";
    assertThat(retried(viewer.client(), select)).isZero();
    assertThat(retried(library.admin, select)).isEqualTo(1);
    whenPreview(id, "/state", "failed");
    assertThat(retried(library.admin, "{\"select\":{\"ids\":[\"" + id + "\"]}}")).isEqualTo(1);
    assertThat(library.admin.post("/api/v1/attention/retry", "{\"select\":{}}").status())
        .isEqualTo(400);
    assertThat(viewer.client().post("/api/v1/items/" + id + "/preview/retry", "").status())
        .isEqualTo(403);
  }

  private static int retried(Client client, String select) {
    return client.post("/api/v1/attention/retry", select).json().at("/retried").asInt();
  }

  @Test
  void manyWhoAskForTheSamePageGetTheSameAnswer() throws Exception {
    var id = library.admin.upload(home, "t.pdf", Samples.pdf("Primeira", "Segunda")).id();
    Callable<String> ask =
        () -> {
          var end = Instant.now().plus(PATIENCE);
          while (true) {
            var answer = library.admin.get("/api/v1/items/" + id + "/pages/2/text");
            if (answer.status() != 503 || Instant.now().isAfter(end)) {
              assertThat(answer.status()).as(answer.text()).isEqualTo(200);
              return answer.json().at("/text").asText();
            }
            assertThat(answer.header("retry-after")).isNotBlank();
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var asked = IntStream.range(0, 20).mapToObj(_ -> threads.submit(ask)).toList();
      for (var answer : asked) {
        assertThat(answer.get()).isEqualTo("Segunda");
      }
    }
  }
}
