package org.acervo.items;

import static com.mongodb.client.model.Filters.eq;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents as older versions wrote them, and what the steps of an upgrade make of them. */
final class OldHomeTest {
  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final Date ADDED = Date.from(Instant.parse("2026-02-01T10:00:00Z"));
  private static final Date AGAIN = Date.from(Instant.EPOCH.plusMillis(1));

  private EmbeddedMongo mongo;
  private Store store;
  private MongoCollection<Document> items;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "old", Optional.empty(), Duration.ofSeconds(5)));
    items = store.database().getCollection("items");
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  private void upgrade(Migrations.Step step) {
    step.action().accept(store.database());
  }

  private static Document item(String id, String taken, long rev) {
    return new Document("_id", id)
        .append("taken", Date.from(Instant.parse(taken)))
        .append("added", ADDED)
        .append("rev", rev)
        .append("preview", new Document("state", "ready"));
  }

  private Document now(String id) {
    return requireNonNull(items.find(eq("_id", id)).first());
  }

  private Taken taken(String id) {
    return MongoItemDocument.taken(now(id));
  }

  /** 00:30 at the place was 03:30 in the instant that was kept. */
  @Test
  void itemsGetTheTimeBackThatTheirCamerasShowed() {
    items.insertMany(
        List.of(
            item("camera", "2020-01-01T03:30:00Z", 1),
            item("person", "1999-07-04T15:00:00Z", 4),
            item("upload", "2026-02-01T10:00:00Z", 1)));
    upgrade(MongoTakenUpgrade.step(ZONE));
    assertThat(taken("camera").local()).isEqualTo(LocalDateTime.parse("2020-01-01T00:30:00"));
    assertThat(taken("camera").source()).isEqualTo(Taken.Source.ORIGINAL);
    assertThat(taken("person").local()).isEqualTo(LocalDateTime.parse("1999-07-04T12:00:00"));
    assertThat(taken("person").source()).isEqualTo(Taken.Source.PERSON);
    assertThat(taken("upload").source()).isEqualTo(Taken.Source.UPLOAD);
    assertThat(taken("upload").local()).isEqualTo(LocalDateTime.parse("2026-02-01T07:00:00"));

    assertThat(now("camera").getEmbedded(List.of("preview", "due"), Date.class)).isEqualTo(AGAIN);
    assertThat(now("upload").getEmbedded(List.of("preview", "due"), Date.class)).isEqualTo(AGAIN);
    assertThat(now("person").get("preview", Document.class))
        .as("what a person said is not looked for in the file")
        .doesNotContainKey("due");
    assertThat(now("camera").getEmbedded(List.of("preview", "state"), String.class))
        .as("it is shown meanwhile")
        .isEqualTo("ready");
  }

  /** More than fit in one go; cut short in between, and started again. */
  @Test
  void upgradeThatWasCutShortGoesOnAndTouchesNothingTwice() {
    items.insertMany(
        IntStream.range(0, 1_500).mapToObj(i -> item("i" + i, "2020-01-01T03:30:00Z", 1)).toList());
    items.insertOne(
        item("done", "2020-01-01T00:30:00Z", 1).append("ts", Taken.Source.ORIGINAL.code()));
    upgrade(MongoTakenUpgrade.step(ZONE));
    upgrade(MongoTakenUpgrade.step(ZoneOffset.ofHours(9)));
    var right = Date.from(Instant.parse("2020-01-01T00:30:00Z"));
    assertThat(items.countDocuments(eq("taken", right))).isEqualTo(1_501);
    assertThat(now("done").get("preview", Document.class)).doesNotContainKey("due");
  }

  private void preview(String id, Document preview) {
    items.insertOne(item(id, "2020-01-01T03:30:00Z", 1).append("preview", preview));
  }

  private Document preview(String id) {
    return now(id).get("preview", Document.class);
  }

  @Test
  void whatAnOlderVersionGaveUpOrHadNotDrawnIsQueued() {
    preview("pending", new Document("state", "pending"));
    preview("taken", new Document("state", "pending").append("lease", ADDED));
    preview("queued", new Document("state", "pending").append("due", ADDED));
    preview("failed", new Document("state", "failed").append("reason", "too slow"));
    preview("none", new Document("state", "none"));
    preview("ready", new Document("state", "ready"));
    preview("known", new Document("state", "failed").append("code", "damaged"));
    for (int time = 0; time < 2; time++) {
      upgrade(MongoPreviewQueue.upgrade());
      assertThat(preview("pending").getDate("due")).isEqualTo(Date.from(Instant.EPOCH));
      assertThat(preview("taken").getDate("due")).isEqualTo(Date.from(Instant.EPOCH));
      assertThat(preview("taken")).as("nobody holds it").doesNotContainKey("lease");
      assertThat(preview("queued").getDate("due")).isEqualTo(ADDED);
      for (String given : List.of("failed", "none")) {
        assertThat(preview(given).getDate("due")).as(given).isEqualTo(AGAIN);
        assertThat(preview(given).getString("code")).isEqualTo("unknown");
        assertThat(preview(given).getInteger("tries")).isZero();
      }
      assertThat(preview("ready")).doesNotContainKey("due");
      assertThat(preview("known")).doesNotContainKey("due");
    }
    assertThat(items.countDocuments(new Document("preview.due", new Document("$exists", true))))
        .isEqualTo(5);
  }
}
