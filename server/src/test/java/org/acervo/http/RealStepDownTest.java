package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Elections on a real replica set: on one that is named, and said to be there for it. Reads and
 * writes go on all the while; what was acknowledged before, during or after is there in the end.
 */
@EnabledIfEnvironmentVariable(named = RealFaultsTest.URI, matches = ".+")
@EnabledIfEnvironmentVariable(named = "ACERVO_TEST_MONGODB_STEP_DOWN", matches = "true")
@Tag("slow")
final class RealStepDownTest {
  private static final int ELECTIONS = 3;
  private static final Duration WELL_AGAIN = Duration.ofMinutes(2);

  private final String uri = System.getenv(RealFaultsTest.URI);

  @Test
  void nothingAcknowledgedIsLostInElectionsAndAllIsWellAfterThem() {
    var settings =
        Map.of(
            "ACERVO_MONGODB_URI", uri, "ACERVO_MONGODB_DATABASE", "elections-" + UUID.randomUUID());
    try (var client = MongoClients.create(uri);
        var library = Library.open(settings)) {
      String home = library.collection();
      var kept = new ArrayList<String>();
      for (int election = 1; election <= ELECTIONS; election++) {
        stepDown(client);
        int before = kept.size();
        var end = Instant.now().plus(WELL_AGAIN);
        for (int i = 0; kept.size() < before + 5 && Instant.now().isBefore(end); i++) {
          var look = library.admin.get("/api/v1/collections/" + home + "/items?sort=name");
          assertThat(look.status()).as(look.text()).isIn(200, 503);
          var drawing = Samples.drawing(election * 1_000_000 + i);
          var upload = library.admin.upload(home, election + "-" + i + ".svg", drawing);
          assertThat(upload.status()).as(upload.text()).isIn(201, 503);
          if (upload.status() == 201) {
            kept.add(upload.id());
          }
        }
        assertThat(kept).as("uploads after election %d", election).hasSize(before + 5);
      }
      kept.forEach(id -> expect(200, library.admin.get("/api/v1/items/" + id + "/original")));
      library.server.database().drop();
    }
  }

  /** The one that steps down closes its connections, this one too on older servers. */
  private static void stepDown(MongoClient client) {
    try {
      var _ =
          client
              .getDatabase("admin")
              .runCommand(
                  new Document("replSetStepDown", 3)
                      .append("secondaryCatchUpPeriodSecs", 1)
                      .append("force", true));
    } catch (MongoException e) {
      System.out.println("RealStepDownTest: after replSetStepDown: " + e.getMessage());
    }
  }
}
