package org.acervo.items;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.acervo.access.Change;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history tells of every move that happened, once, and of no other. */
final class MovesTest {
  @TempDir Path home;
  private Shelf shelf;
  private CollectionId from;
  private CollectionId to;

  @BeforeEach
  void open() throws IOException {
    shelf = new Shelf(home, Duration.ofMillis(1));
    from = shelf.collection(CollectionId.ROOT);
    to = shelf.collection(CollectionId.ROOT);
  }

  @AfterEach
  void close() throws IOException {
    shelf.close();
  }

  private CollectionId homeOf(Item item) {
    return shelf.node.items().find(item.id()).home();
  }

  /** Somebody who changes rights whenever the move wants to. */
  private void rival() {
    shelf
        .other()
        .access()
        .access()
        .change(shelf.owner, _ -> Optional.of(Change.of("rival", "rival")));
    shelf.before("findAndModify policy", this::rival);
  }

  @Test
  void moveThatHappenedIsNeverAnsweredBusy() {
    var item = shelf.item(from);
    shelf.before("findAndModify policy", this::rival);
    var moved = shelf.node.items().move(shelf.owner, item, to);
    assertThat(moved.home()).isEqualTo(to);
    shelf.before("", () -> {});
    assertThat(shelf.history("item:" + item.id())).isEmpty();
    shelf.node.items().settleMoves();
    assertThat(shelf.history("item:" + item.id())).containsExactly("item moved");
    shelf.node.items().settleMoves();
    assertThat(shelf.history("item:" + item.id())).hasSize(1);
  }

  @Test
  void moveThatDiesAtAnyWriteIsToldOfOnceIfItHappened() {
    boolean came = true;
    int happened = 0;
    for (int write = 0; came; write++) {
      var item = shelf.item(from);
      shelf.killAt(write);
      try {
        var _ = shelf.node.items().move(shelf.owner, item, to);
      } catch (Shelf.Killed died) {
        assertThat(died).hasMessageStartingWith("before");
      }
      came = shelf.killed();
      if (came) {
        shelf.restart();
      }
      shelf.forward(Duration.ofHours(2));
      shelf.node.items().settleMoves();
      boolean moved = homeOf(item).equals(to);
      happened += moved ? 1 : 0;
      assertThat(shelf.history("item:" + item.id())).as("write %d", write).hasSize(moved ? 1 : 0);
      assertThat(shelf.store.database().getCollection("item_moves").countDocuments()).isZero();
    }
    assertThat(happened).isGreaterThan(2);
  }

  @Test
  void moveThatFollowsAnUntoldOneTellsOfBoth() {
    var item = shelf.item(from);
    shelf.before("findAndModify policy", this::rival);
    var moved = shelf.node.items().move(shelf.owner, item, to);
    shelf.before("", () -> {});
    var _ = shelf.node.items().move(shelf.owner, moved, from);
    assertThat(shelf.history("item:" + item.id())).containsExactly("item moved", "item moved");
  }
}
