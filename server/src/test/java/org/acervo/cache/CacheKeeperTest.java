package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.SnapshotTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What those who look after the cache are told. */
class CacheKeeperTest {
  private static final ViewKey KEY =
      new ViewKey(View.ITEMS, new CollectionId("a"), "all", "everything");

  private final Instant now = Instant.now();
  private final InstantSource clock = InstantSource.fixed(now);
  private final OneNode node = OneNode.sharing();
  private final Views views =
      new Views(
          CacheConfig.DEFAULT,
          node.link,
          node.memory,
          node.answers(clock, Gates.OPEN),
          node.writes(),
          node.absences(clock));
  private final CacheKeeper keeper = new CacheKeeper(views, node.generations, node.prober, clock);

  @AfterEach
  void close() {
    node.close();
  }

  private void put(String query, Instant made) {
    var key = new ViewKey(View.ITEMS, KEY.root(), query, KEY.sight());
    var body = Body.of(Draft.of(query.getBytes(UTF_8)));
    node.memory.put(
        key, new Entry(body, SnapshotTime.ZERO, made.toEpochMilli()), node.memory.epoch());
  }

  @Test
  void redisThatDoesNotAnswerIsUnavailable() {
    for (Runnable act :
        new Runnable[] {() -> keeper.explain(KEY), () -> keeper.clear(View.ITEMS)}) {
      assertThatThrownBy(act::run)
          .isInstanceOfSatisfying(
              Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.Unavailable.class));
    }
  }

  @Test
  void oldestEntryTellsTheAgeOfAView() {
    assertThat(keeper.status().views().getFirst().oldest()).isZero();
    put("new", now);
    put("old", now.minus(Duration.ofSeconds(7)));
    var items = keeper.status().views().getFirst();
    assertThat(items.entries()).isEqualTo(2);
    assertThat(items.oldest()).isEqualTo(7);
  }
}
