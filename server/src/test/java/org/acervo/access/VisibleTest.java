package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.junit.jupiter.api.Test;

class VisibleTest {
  private static final CollectionId A = new CollectionId("a");
  private static final CollectionId B = new CollectionId("b");
  private static final CollectionId C = new CollectionId("c");
  private static final ItemId SHOWN = new ItemId("shown");
  private static final ItemId HIDDEN = new ItemId("hidden");
  private static final ItemId PLAIN = new ItemId("plain");

  private final Tree tree =
      new World()
          .collection("a", "root")
          .collection("b", "a")
          .collection("c", "root")
          .policy()
          .tree();

  /** At and below a collection; of all collections b alone gives the permission. */
  private Visible below(CollectionId root) {
    var masks = new byte[tree.size()];
    masks[tree.position(B)] = 1;
    int at = tree.position(root);
    return new Visible(tree, masks, 1, at, tree.end(at), Set.of(SHOWN), Set.of(HIDDEN));
  }

  @Test
  void homeDecidesAboutItemsWithoutRightsOfTheirOwn() {
    assertThat(below(A).contains(PLAIN, B)).isTrue();
    assertThat(below(A).contains(PLAIN, A)).isFalse();
  }

  @Test
  void itemsWithRightsOfTheirOwnAreShownOrHiddenThereWhateverTheirHomeGives() {
    assertThat(below(A).contains(SHOWN, A)).isTrue();
    assertThat(below(A).contains(HIDDEN, B)).isFalse();
  }

  /** Such as the cover of a collection that was moved to another one. */
  @Test
  void whatLiesElsewhereIsNotAmongThem() {
    assertThat(below(A).contains(SHOWN, C)).isFalse();
    assertThat(below(C).contains(PLAIN, B)).isFalse();
    assertThat(below(A).contains(SHOWN, new CollectionId("gone"))).isFalse();
  }
}
