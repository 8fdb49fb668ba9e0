package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.Test;

class TreeTest {
  private static final CollectionId A = new CollectionId("a");
  private static final CollectionId B = new CollectionId("b");
  private static final CollectionId C = new CollectionId("c");
  private static final CollectionId D = new CollectionId("d");

  private static Tree tree() {
    return new World()
        .collection("c", "b")
        .collection("b", "a")
        .collection("a", "root")
        .branch("d", "a", true, true)
        .collection("e", "d")
        .collection("orphan", "missing")
        .collection("x", "y")
        .collection("y", "x")
        .collection("self", "self")
        .policy()
        .tree();
  }

  @Test
  void knowsWhatIsAboveAndBelow() {
    assertThat(tree().path(C)).containsExactly(A, B, C);
    assertThat(tree().parent(C)).contains(B);
    assertThat(tree().parent(A)).contains(CollectionId.ROOT);
    assertThat(tree().parent(CollectionId.ROOT)).isEmpty();
    assertThat(tree().children(CollectionId.ROOT)).containsExactly(A);
    assertThat(tree().subtree(A)).containsExactly(A, B, C);
    assertThat(tree().subtree(CollectionId.ROOT)).containsExactly(A, B, C);
  }

  @Test
  void cyclesAndOrphansAreNotInTheTree() {
    for (var id : List.of("x", "y", "self", "orphan", "missing", "root")) {
      assertThat(tree().contains(new CollectionId(id))).as(id).isFalse();
      assertThat(tree().withTrashed().path(new CollectionId(id))).as(id).isEmpty();
    }
    assertThat(tree().subtree(new CollectionId("x"))).isEmpty();
  }

  @Test
  void trashTakesAllBelowWithIt() {
    var below = new CollectionId("e");
    assertThat(tree().contains(D)).isFalse();
    assertThat(tree().contains(below)).isFalse();
    assertThat(tree().trashed()).containsExactly(D);
    assertThat(tree().withTrashed().path(below)).containsExactly(A, D, below);
  }
}
