package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.store.Migrations.Step;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data is brought to a version once, by one node, and never back. */
final class MigrationsTest {
  private static final DataVersion FIRST = new DataVersion(1, "1.0");
  private static final DataVersion SECOND = new DataVersion(2, "2.0");

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
  private EmbeddedMongo mongo;
  private Store store;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  private MongoDatabase database() {
    return store.database();
  }

  private void upgrade(DataVersion program, Step... steps) {
    Migrations.upgrade(database(), program, List.of(steps), () -> Instant.EPOCH);
  }

  private Step step(String name) {
    return new Step(name, _ -> ran.add(name));
  }

  private Optional<Document> lease() {
    var migrations = database().getCollection("migrations");
    return Optional.ofNullable(migrations.find(Filters.eq("_id", "lease")).first());
  }

  @Test
  void everyStepRunsOnceAndNewOnesWithANewVersion() {
    assertThat(Migrations.haveRun(database())).isFalse();
    upgrade(FIRST, step("a"), step("b"));
    upgrade(FIRST, step("a"), step("b"));
    upgrade(SECOND, step("a"), step("b"), step("c"));
    assertThat(ran).containsExactly("a", "b", "c");
    assertThat(Migrations.haveRun(database())).isTrue();
    assertThat(lease()).isEmpty();
  }

  @Test
  void laterDataIsRefusedWithBothVersionsNamedAndNothingIsChanged() {
    upgrade(SECOND, step("a"));
    assertThatThrownBy(() -> upgrade(FIRST, step("a"), step("older")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Acervo 2.0 (data version 2)")
        .hasMessageContaining("Acervo 1.0, which knows data up to version 1");
    assertThat(ran).containsExactly("a");
    upgrade(new DataVersion(2, "2.1"), step("a"));
  }

  @Test
  void dataFromBeforeVersionsWereNotedIsMigrated() {
    Migrations.run(database(), List.of(step("a")), () -> Instant.EPOCH);
    upgrade(FIRST, step("a"), step("b"));
    assertThat(ran).containsExactly("a", "b");
  }

  @Test
  void stepThatFailedIsWhereTheNextStartGoesOn() {
    var broken =
        new Step(
            "b",
            _ -> {
              throw new IllegalStateException("the disk is full");
            });
    assertThatThrownBy(() -> upgrade(FIRST, step("a"), broken, step("c")))
        .hasMessage("the disk is full");
    assertThat(lease()).as("nobody has to wait for whoever failed").isEmpty();
    upgrade(FIRST, step("a"), step("b"), step("c"));
    assertThat(ran).containsExactly("a", "b", "c");
  }

  @Test
  void twoNodesThatStartTogetherMigrateOnce() throws Exception {
    var inside = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var times = new AtomicInteger();
    var slow =
        new Step(
            "slow",
            _ -> {
              times.incrementAndGet();
              inside.countDown();
              try {
                assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    var a = CompletableFuture.runAsync(() -> upgrade(FIRST, slow));
    assertThat(inside.await(60, TimeUnit.SECONDS)).isTrue();
    var b = CompletableFuture.runAsync(() -> upgrade(FIRST, slow));
    assertThat(lease()).isPresent();
    go.countDown();
    CompletableFuture.allOf(a, b).get(60, TimeUnit.SECONDS);
    assertThat(times).hasValue(1);
  }

  /** Told by a clock that nobody sets: what the machines think how late it is does not matter. */
  @Test
  void holderThatFellSilentIsNotWaitedForLonger() {
    var migrations = database().getCollection("migrations");
    migrations.insertOne(new Document("_id", "lease").append("by", "dead").append("beat", 7));
    var now = new AtomicLong();
    var second = MigrationLease.SILENCE.dividedBy(30);
    var pauses = new AtomicInteger();
    Runnable pause =
        () -> {
          now.addAndGet(second.toNanos());
          if (pauses.incrementAndGet() == 20) { // a sign of life, the last one
            migrations.updateOne(Filters.eq("_id", "lease"), Updates.inc("beat", 1));
          }
        };
    try (var _ = MigrationLease.take(migrations, now::get, pause)) {
      assertThat(pauses).hasValueBetween(50, 53);
      assertThat(lease().orElseThrow().getString("by")).isNotEqualTo("dead");
    }
    assertThat(lease()).isEmpty();
  }
}
