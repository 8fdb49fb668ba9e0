package org.acervo.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the trash goes when its time is over, unless somebody brings it back first. */
final class PurgeTest {
  private static final Duration KEEP = Duration.ofDays(30);

  @TempDir Path home;
  private Shelf shelf;
  private CollectionId place;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf(home, Duration.ofMinutes(1));
    place = shelf.collection(CollectionId.ROOT);
  }

  @AfterEach
  void close() throws IOException {
    shelf.close();
  }

  private Instant before() {
    return shelf.now().minus(KEEP);
  }

  private void purge() {
    shelf.node.items().purge(before());
  }

  private boolean isThere(CollectionId id) {
    return shelf.node.access().access().policy().withTrashed().tree().contains(id);
  }

  private Item trashed() {
    var item = shelf.item(place);
    shelf.node.items().trash(shelf.owner, item);
    return item;
  }

  private CollectionId trashedCollection() {
    var top = shelf.collection(place);
    var _ = shelf.collection(top);
    shelf.node.collections().trash(shelf.owner, top);
    return top;
  }

  @Test
  void whatHadItsTimeGoesWithItsRightsAndTheRestStays() {
    var old = shelf.item(place);
    var live = shelf.item(place);
    shelf.open(old);
    shelf.open(live);
    shelf.node.items().trash(shelf.owner, old);
    var top = shelf.collection(place);
    var inner = shelf.collection(top);
    var inside = shelf.item(inner);
    shelf.open(inside);
    shelf.node.collections().trash(shelf.owner, top);
    shelf.forward(KEEP.plusMinutes(1));
    var young = trashed();
    var youngTop = trashedCollection();
    purge();
    assertThat(shelf.isThere(old)).isFalse();
    assertThat(shelf.hasRights(old)).isFalse();
    assertThat(shelf.isThere(inside)).isFalse();
    assertThat(shelf.hasRights(inside)).isFalse();
    assertThat(isThere(top)).isFalse();
    assertThat(isThere(inner)).isFalse();
    assertThat(shelf.history("collection:" + inner)).contains("collection removed for good");
    assertThat(shelf.isThere(live)).isTrue();
    assertThat(shelf.hasRights(live)).isTrue();
    assertThat(shelf.isThere(young)).isTrue();
    assertThat(isThere(youngTop)).isTrue();
  }

  @Test
  void itemRestoredMeanwhileStaysWithItsRights() {
    var item = shelf.item(place);
    shelf.open(item);
    shelf.node.items().trash(shelf.owner, item);
    shelf.forward(KEEP.plusMinutes(1));
    shelf.before("delete items", () -> shelf.other().items().restore(shelf.owner, item));
    purge();
    assertThat(shelf.isThere(item)).isTrue();
    assertThat(shelf.hasRights(item)).isTrue();
    shelf.forward(KEEP.plusMinutes(1));
    purge();
    assertThat(shelf.isThere(item)).isTrue();
  }

  @Test
  void itemRestoredAndPutIntoTheTrashAgainMeanwhileHasItsTimeAnew() {
    var item = trashed();
    shelf.forward(KEEP.plusMinutes(1));
    shelf.before(
        "delete items",
        () ->
            shelf
                .other()
                .items()
                .trash(shelf.owner, shelf.other().items().restore(shelf.owner, item)));
    purge();
    assertThat(shelf.isThere(item)).isTrue();
    shelf.forward(KEEP.plusMinutes(1));
    purge();
    assertThat(shelf.isThere(item)).isFalse();
  }

  @Test
  void collectionRestoredMeanwhileStaysWithAllThatIsInIt() {
    var top = shelf.collection(place);
    var inner = shelf.collection(top);
    var inside = shelf.item(inner);
    shelf.node.collections().trash(shelf.owner, top);
    shelf.forward(KEEP.plusMinutes(1));
    // After it was found among the old ones, and before anything was decided.
    shelf.before(
        "findAndModify policy", () -> shelf.other().collections().restore(shelf.owner, top));
    purge();
    assertThat(isThere(top)).isTrue();
    assertThat(isThere(inner)).isTrue();
    assertThat(shelf.isThere(inside)).isTrue();
    assertThat(shelf.node.access().access().policy().tree().contains(inner)).isTrue();
  }

  @Test
  void collectionThatIsGoingCannotBeRestored() {
    var top = shelf.collection(place);
    var inside = shelf.item(top);
    shelf.node.collections().trash(shelf.owner, top);
    shelf.forward(KEEP.plusMinutes(1));
    shelf.before(
        "delete items",
        () ->
            assertThatThrownBy(() -> shelf.other().collections().restore(shelf.owner, top))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("removed for good"));
    purge();
    assertThat(isThere(top)).isFalse();
    assertThat(shelf.isThere(inside)).isFalse();
  }

  @Test
  void purgeThatDiesAtAnyWriteIsTakenUpAgainAndHarmsNothingElse() {
    boolean came = true;
    for (int write = 0; came; write++) {
      var item = shelf.item(place);
      shelf.open(item);
      shelf.node.items().trash(shelf.owner, item);
      var top = shelf.collection(place);
      var inside = shelf.item(top);
      shelf.node.collections().trash(shelf.owner, top);
      shelf.forward(KEEP.plusMinutes(1));
      var young = trashed();
      var live = shelf.item(place);
      shelf.killAt(write);
      try {
        purge();
      } catch (Shelf.Killed died) {
        assertThat(died).hasMessageStartingWith("before");
      }
      came = shelf.killed();
      if (came) {
        shelf.restart();
      }
      purge();
      assertThat(shelf.isThere(item)).as("write %d", write).isFalse();
      assertThat(shelf.hasRights(item)).as("write %d", write).isFalse();
      assertThat(shelf.isThere(inside)).as("write %d", write).isFalse();
      assertThat(isThere(top)).as("write %d", write).isFalse();
      assertThat(shelf.isThere(young)).as("write %d", write).isTrue();
      assertThat(shelf.isThere(live)).as("write %d", write).isTrue();
    }
  }
}
