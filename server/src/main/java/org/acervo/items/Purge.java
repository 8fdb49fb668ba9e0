package org.acervo.items;

import java.time.Instant;
import java.util.HashSet;
import org.acervo.access.Access;
import org.acervo.collections.Collections;
import org.acervo.kernel.CollectionId;

/**
 * Removes for good what has had its time in the trash, unless somebody restores it first.
 *
 * <p>Between the look at what is old and its removal anything may happen, so every removal asks
 * again in the very write that removes. An item goes only while it lies in the trash since before
 * the time asked for. A collection is doomed first, by a change of rights that loses against a
 * restore and after which none can win; then its items go, and then the collections, children
 * first. Whoever dies in between leaves it doomed, and the next round goes on.
 *
 * <p>What was granted on an item goes after the item: if it went before, an item that was restored
 * in that moment would be open to whom it was closed.
 */
final class Purge {
  private final MongoItems items;
  private final Collections collections;
  private final Access access;

  Purge(MongoItems items, Collections collections, Access access) {
    this.items = items;
    this.collections = collections;
    this.access = access;
  }

  void run(Instant before) {
    collections.doom(before).forEach(this::removeWithAll);
    for (var old = items.trashedBefore(before); !old.isEmpty(); old = items.trashedBefore(before)) {
      old.forEach(item -> items.remove(item.id(), before));
    }
    forgetRights();
  }

  private void removeWithAll(CollectionId doomed) {
    for (var collection : collections.doomedWith(doomed)) {
      items.removeAll(collection);
      collections.remove(collection, doomed);
    }
  }

  /** Found from their own side, so that those are found too that an earlier round left. */
  private void forgetRights() {
    var named = new HashSet<>(access.policy().itemsWithRights()); // before we look who is there
    if (!named.isEmpty()) {
      named.removeAll(items.existing(named));
      named.forEach(access::forget);
    }
  }
}
