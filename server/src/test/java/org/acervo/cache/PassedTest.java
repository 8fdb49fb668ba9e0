package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a writer without Redis waits for a relay. */
class PassedTest {
  private static final SnapshotTime WRITE = new SnapshotTime(9);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private EmbeddedMongo mongo;
  private Store store;
  private MongoRelay document;
  private Passed passed;

  @BeforeEach
  void open() throws IOException {
    mongo = EmbeddedMongo.inMemory();
    store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    document = new MongoRelay(store);
    passed = new Passed(document, nanos::get);
  }

  @AfterEach
  void close() throws IOException {
    store.close();
    mongo.close();
  }

  /** A relay gives a sign of life. */
  private void sign(long at, boolean dark) {
    if (document.read().beat() == 0) {
      document.take("relay", document.read());
    }
    var reached = Optional.of(new SnapshotTime(at));
    document.beat("relay", new MongoRelay.State("relay", 0, reached, "redis", "epoch", dark));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void whereNobodyEverWasTheRelayNobodyTrustsAnything() {
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.DARK);
  }

  @Test
  void relayTellsHowFarItIs() {
    sign(8, false);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.NOT_YET);
    sign(9, false);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.PASSED);
    sign(9, true);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.DARK);
  }

  /** Such as one whose Redis was taken out of the settings. */
  @Test
  void relayThatGivesNoSignOfLifeForLongIsGone() {
    sign(8, false);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.NOT_YET);
    pass(Passed.GONE);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.NOT_YET);
    pass(Duration.ofMillis(1));
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.DARK);
  }

  @Test
  void everySignOfLifeCountsFromWhenItWasSeen() {
    sign(8, false);
    passed.by(WRITE);
    pass(Passed.GONE.plusSeconds(9));
    sign(8, false);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.NOT_YET);
    pass(Passed.GONE.plusSeconds(9));
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.DARK);
    sign(8, false);
    assertThat(passed.by(WRITE)).isEqualTo(Link.Passed.By.NOT_YET);
  }
}
