package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.acervo.embedded.EmbeddedMongo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What people see while a store is away, and that it ends by itself. */
@Tag("slow")
final class StoresAwayTest {

  @Test
  void withoutMongodbEverythingIs503UntilItIsBack() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory();
        var line = new Line(port(mongo.uri()));
        var library =
            Library.open(
                Map.of(
                    "ACERVO_MONGODB_URI",
                    mongo.uri().replace(":" + port(mongo.uri()), ":" + line.port())
                        + (mongo.uri().contains("?") ? "&" : "?")
                        + "directConnection=true",
                    "ACERVO_MONGODB_PATIENCE",
                    "500ms",
                    "ACERVO_RIGHTS_LEASE",
                    "2s"))) {
      String home = library.collection();
      line.cut();
      var away = library.admin.get("/api/v1/collections/" + home);
      assertThat(away.status()).as(away.text()).isEqualTo(503);
      assertThat(away.header("retry-after")).isNotBlank();
      assertThat(library.nobody.get("/health/live").status()).isEqualTo(200);
      assertThat(library.nobody.get("/health/ready").status()).isEqualTo(503);
      assertThat(eventually(library, "rights", "stale").at("/status").asText()).isEqualTo("down");
      // With a lease that is over, too: a restart would help nobody.
      assertThat(library.admin.get("/health/live").status()).isEqualTo(200);
      line.mend();
      assertThat(eventually(library, "/api/v1/collections/" + home)).isEqualTo(200);
      assertThat(eventually(library, "rights", "fresh").at("/status").asText()).isEqualTo("up");
    }
  }

  @Test
  void withoutRedisEverythingWorks() {
    try (var library = Library.open(Map.of("ACERVO_REDIS_URI", "redis://127.0.0.1:1"))) {
      String home = library.collection();
      assertThat(library.admin.upload(home, "a.png", Samples.picture("png", 20, 20, 1)).status())
          .isEqualTo(201);
      var ready = library.nobody.get("/health/ready");
      assertThat(ready.status()).isEqualTo(200);
      assertThat(ready.json().at("/checks/redis").asText()).isEqualTo("down");
    }
  }

  /** What the readiness says once one of its checks says so. */
  private static JsonNode eventually(Library library, String check, String says)
      throws InterruptedException {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    var health = library.nobody.get("/health/ready").json();
    while (!health.at("/checks/" + check).asText().equals(says) && Instant.now().isBefore(end)) {
      Thread.sleep(100);
      health = library.nobody.get("/health/ready").json();
    }
    assertThat(health.at("/checks/" + check).asText()).as("%s", health).isEqualTo(says);
    return health;
  }

  private static int eventually(Library library, String path) throws InterruptedException {
    var end = Instant.now().plus(Duration.ofMinutes(1));
    int status = 0;
    while (status != 200 && Instant.now().isBefore(end)) {
      status = library.admin.get(path).status();
      Thread.sleep(100);
    }
    return status;
  }

  private static int port(String uri) throws IOException {
    var match = Pattern.compile(":(\\d+)").matcher(uri);
    if (!match.find()) {
      throw new IOException("no port in " + uri);
    }
    return Integer.parseInt(match.group(1));
  }
}
