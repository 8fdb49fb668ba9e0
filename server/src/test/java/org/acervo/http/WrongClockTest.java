package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.RunningServer;
import org.acervo.embedded.EmbeddedMongo;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node whose clock is a month ahead does all its chores and destroys nothing by them. */
@Tag("slow")
final class WrongClockTest {
  private static final Duration AHEAD = Duration.ofDays(31);
  private static final List<String> KEPT =
      List.of("items", "collections", "sessions", "tokens", "idempotency", "staged", "blobs");

  private static Map<String, Long> counts(MongoDatabase database) {
    var counts = new HashMap<String, Long>();
    for (String name : KEPT) {
      counts.put(name, database.getCollection(name).countDocuments());
    }
    return counts;
  }

  @Test
  void nodeThatIsAMonthAheadDestroysNothingThatTheRightTimeWouldKeep() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory()) {
      var settings = Map.of("ACERVO_MONGODB_URI", mongo.uri(), "ACERVO_MEDIA_WORKERS", "1");
      Client admin;
      String item;
      String shelf;
      String made;
      String wish;
      Map<String, Long> before;
      try (var library = Library.open(settings)) {
        admin = library.admin;
        String home = library.collection();
        item = library.drawing(home);
        expect(204, admin.delete("/api/v1/items/" + item));
        shelf = library.collection();
        expect(204, admin.delete("/api/v1/collections/" + shelf));
        wish = "{\"title\":\"once\",\"parent\":\"" + home + "\"}";
        made = expect(201, keyed(admin).post("/api/v1/collections", wish)).id();
        var until = Instant.now().plus(Duration.ofDays(3));
        String token = "{\"name\":\"t\",\"scopes\":[\"*\"],\"until\":\"%s\"}".formatted(until);
        expect(201, admin.post("/api/v1/tokens", token));
        var database = library.server.database();
        var _ =
            database
                .getCollection("staged")
                .insertOne(new Document("_id", "running").append("until", Date.from(until)));
        before = counts(database);
      }

      try (var ahead = RunningServer.start(settings, () -> Instant.now().plus(AHEAD))) {
        var there = Client.of(ahead.address()).signedIn("ana", Library.PASSWORD);
        before.merge("sessions", 1L, Long::sum);
        for (String chore : List.of("tidy-rights", "empty-trash", "sweep-storage")) {
          done(there, chore);
        }
        assertThat(counts(ahead.database())).isEqualTo(before);
      }

      try (var right = RunningServer.start(settings)) {
        var again = admin.at(right.address());
        expect(200, again.post("/api/v1/items/" + item + "/restore", ""));
        expect(200, again.post("/api/v1/collections/" + shelf + "/restore", ""));
        assertThat(expect(201, keyed(again).post("/api/v1/collections", wish)).id())
            .isEqualTo(made);
      }
    }
  }

  private static Client keyed(Client client) {
    return client.with("Idempotency-Key", "once");
  }

  /** Waits until it was done: then its next turn is an hour from now. */
  private static void done(Client admin, String chore) throws InterruptedException {
    expect(202, admin.post("/api/v1/jobs/" + chore + "/retry", ""));
    var end = Instant.now().plus(Duration.ofMinutes(2));
    while (Instant.now().isBefore(end)) {
      var job = expect(200, admin.get("/api/v1/jobs/" + chore)).json();
      boolean waits = job.at("/state").asText().equals("waiting");
      if (waits
          && Instant.parse(job.at("/due").asText())
              .isAfter(Instant.now().plus(Duration.ofMinutes(10)))) {
        assertThat(job.at("/error").isNull()).as(job.toString()).isTrue();
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(chore + " was not done");
  }
}
