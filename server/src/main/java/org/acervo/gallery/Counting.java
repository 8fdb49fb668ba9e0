package org.acervo.gallery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Allowance;
import org.acervo.access.Permission;
import org.acervo.access.Visible;
import org.acervo.collections.Collections;
import org.acervo.collections.Tally;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;

/**
 * How much one caller may list, in some collections and below them, and the newest of it.
 *
 * <p>The counters of open collections tell it at once, but for the few items with rights of their
 * own. Those are read once for all the collections of a view and judged one by one: what is hidden
 * though its home is open is taken off, what is shown though its home is closed is added. So the
 * price of exactness is one look for each such item, and the kept answer pays it once for everybody
 * of the same rights.
 */
final class Counting {
  /** What a cover shows. */
  private static final Set<Permission> SEEN = Set.of(Permission.LIST, Permission.VIEW);

  private static final Comparator<Item> NEWEST =
      Comparator.comparing((Item item) -> item.taken().order())
          .thenComparing(item -> item.id().value());

  private final Items items;
  private final Allowance allowance;
  private final Map<CollectionId, Tally> counters;
  private final List<Item> apart;
  private final Map<CollectionId, Tally> corrections = new HashMap<>();

  Counting(Collections collections, Items items, Allowance allowance, List<CollectionId> roots) {
    this.items = items;
    this.allowance = allowance;
    var open = new HashSet<CollectionId>();
    roots.forEach(root -> open.addAll(listed(root).collections()));
    this.counters = collections.count(open);
    this.apart =
        items.live(allowance.policy().itemsWithRights()).stream()
            .filter(item -> allowance.tree().contains(item.home()))
            .toList();
    for (var item : apart) {
      boolean shown = allowance.allows(Permission.LIST, item.id(), item.home());
      if (shown != allowance.allows(Permission.LIST, item.home())) {
        corrections.merge(item.home(), shown ? item.tally() : item.tally().negated(), Tally::plus);
      }
    }
  }

  private Visible listed(CollectionId root) {
    return allowance.visible(Permission.LIST, root);
  }

  /** What the caller may list at or below {@code root}, or anywhere if that is {@code ROOT}. */
  Tally below(CollectionId root) {
    var listed = listed(root);
    var sum = Tally.NONE;
    for (var home : listed.collections()) {
      sum = sum.plus(counters.getOrDefault(home, Tally.NONE));
    }
    for (var correction : corrections.entrySet()) {
      if (listed.reaches(correction.getKey())) {
        sum = sum.plus(correction.getValue());
      }
    }
    return sum;
  }

  /** What the caller may list directly in {@code id}. */
  Tally own(CollectionId id) {
    var counter =
        allowance.allows(Permission.LIST, id) ? counters.getOrDefault(id, Tally.NONE) : Tally.NONE;
    return counter.plus(corrections.getOrDefault(id, Tally.NONE));
  }

  boolean seen(Item item) {
    return allowance.permissions(item.id(), item.home()).containsAll(SEEN);
  }

  /** The newest item at or below {@code root} that has a preview and that the caller may see. */
  Optional<Item> newestDrawn(CollectionId root) {
    var ordinary = allowance.ordinary(SEEN, root);
    var best =
        apart.stream()
            .filter(item -> ordinary.reaches(item.home()))
            .filter(item -> item.preview().drawn())
            .filter(this::seen)
            .max(NEWEST);
    var other = items.newestDrawn(root, ordinary);
    return best.isEmpty() || (other.isPresent() && NEWEST.compare(other.get(), best.get()) > 0)
        ? other
        : best;
  }
}
