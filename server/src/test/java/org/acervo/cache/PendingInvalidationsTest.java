package org.acervo.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.changefeed.Change;
import org.acervo.store.changefeed.HistoryLost;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** When everything is known to have been read, and what happens while nobody takes it. */
class PendingInvalidationsTest {
  private static final long NO_WAIT = 0;
  private static final SnapshotTime UNTIL = new SnapshotTime(10);

  private final PendingInvalidations pending =
      new PendingInvalidations(
          new Places() {
            @Override
            public Collection<CollectionId> above(CollectionId collection) {
              return Set.of(collection);
            }

            @Override
            public Collection<CollectionId> below(CollectionId collection) {
              return Set.of(collection);
            }
          },
          SnapshotTime.ZERO);

  private static Change change(long time, String collection) {
    return new Change.Inserted(
        new Change.Origin("collections", new SnapshotTime(time), Optional.of(id(collection))),
        Optional.of(new Document()));
  }

  private static BsonString id(String collection) {
    return new BsonString(collection);
  }

  private boolean complete(long asked) {
    return pending.take(UNTIL, asked, NO_WAIT).complete();
  }

  @Test
  void readThatBeganBeforeItWasAskedAboutSaysNothing() {
    assertThat(complete(5)).isFalse();
    pending.onCaughtUp(4);
    assertThat(complete(5)).isFalse();
    pending.onCaughtUp(5);
    assertThat(complete(5)).isTrue();
  }

  @Test
  void clockOfTheMachineMayPassItsEnd() {
    pending.onCaughtUp(Long.MIN_VALUE + 1);
    assertThat(complete(Long.MAX_VALUE)).isTrue();
    assertThat(complete(Long.MIN_VALUE + 2)).isFalse();
  }

  @Test
  void changeAtTheTimeItselfMayNotBeTheLastOne() {
    pending.onChange(change(10, "a"));
    assertThat(complete(5)).isFalse();
    pending.onChange(change(11, "a"));
    assertThat(complete(5)).isTrue();
  }

  @Test
  void whatIsTakenIsTheLatestTimeOfEachAndTakenOnce() {
    pending.onChange(change(7, "a"));
    pending.onChange(change(9, "a"));
    pending.onChange(change(8, "b"));
    var batch = pending.take(UNTIL, 5, NO_WAIT);
    assertThat(batch.roots())
        .containsEntry(new CollectionId("a"), new SnapshotTime(9))
        .containsEntry(new CollectionId("b"), new SnapshotTime(8))
        .containsEntry(CollectionId.ROOT, new SnapshotTime(9));
    assertThat(batch.anywhere()).isEmpty();
    assertThat(pending.take(UNTIL, 5, NO_WAIT).roots()).isEmpty();
  }

  @Test
  void lostHistoryMayBeAnywhere() {
    pending.onHistoryLost(HistoryLost.TOO_OLD);
    assertThat(pending.take(UNTIL, 5, NO_WAIT).anywhere()).isPresent();
    assertThat(pending.take(UNTIL, 5, NO_WAIT).anywhere()).isEmpty();
  }

  private Thread fill() {
    for (int i = 1; i < PendingInvalidations.MOST; i++) { // and the root
      pending.onChange(change(7, "c" + i));
    }
    var feed = Thread.ofVirtual().start(() -> pending.onChange(change(8, "more")));
    Stage.await("the feed waits", () -> feed.getState() == Thread.State.WAITING);
    return feed;
  }

  @Test
  void whileNobodyTakesThemTheFeedWaits() throws InterruptedException {
    var feed = fill();
    assertThat(pending.take(UNTIL, 5, NO_WAIT).roots())
        .hasSize(PendingInvalidations.MOST)
        .doesNotContainKey(new CollectionId("more"));
    assertThat(feed.join(Duration.ofMinutes(1))).isTrue();
    assertThat(pending.take(UNTIL, 5, NO_WAIT).roots()).containsKey(new CollectionId("more"));
  }

  @Test
  void feedDoesNotWaitForARelayThatHasEnded() throws InterruptedException {
    var feed = fill();
    pending.close();
    assertThat(feed.join(Duration.ofMinutes(1))).isTrue();
  }
}
