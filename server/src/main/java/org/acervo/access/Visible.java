package org.acervo.access;

import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/**
 * What a caller reaches at or below some collection: an interval of the tree, read through the bits
 * of one permission, or of several that are all needed.
 */
public final class Visible {
  private final Tree tree;
  private final byte[] masks;
  private final int bits;
  private final int from;
  private final int to;
  private final int count;
  private final Set<ItemId> shown;
  private final Set<ItemId> hidden;

  Visible(
      Tree tree, byte[] masks, int bits, int from, int to, Set<ItemId> shown, Set<ItemId> hidden) {
    this.tree = tree;
    this.masks = masks;
    this.bits = bits;
    this.from = from;
    this.to = to;
    this.shown = shown;
    this.hidden = hidden;
    int found = 0;
    for (int at = from; at < to; at++) {
      found += (masks[at] & bits) == bits ? 1 : 0;
    }
    this.count = found;
  }

  /** Whether that is all there is, so that a query need not filter. */
  public boolean whole() {
    return count == to - from && hidden.isEmpty();
  }

  /** How many collections give the permission. */
  public int count() {
    return count;
  }

  /** Which part of all collections here that is, from 0 to 1. */
  public double share() {
    return from == to ? 1 : (double) count / (to - from);
  }

  /** Whether a collection lies there at all, open or not. */
  public boolean reaches(CollectionId id) {
    int at = tree.position(id);
    return at >= from && at < to;
  }

  public boolean contains(CollectionId id) {
    int at = tree.position(id);
    return at >= from && at < to && (masks[at] & bits) == bits;
  }

  /** Exactly the collections that give the permission. */
  public Set<CollectionId> collections() {
    return new AbstractSet<>() {
      @Override
      public Iterator<CollectionId> iterator() {
        return IntStream.range(from, to)
            .filter(at -> (masks[at] & bits) == bits)
            .mapToObj(tree::at)
            .iterator();
      }

      @Override
      public int size() {
        return count;
      }

      @Override
      public boolean contains(Object other) {
        return other instanceof CollectionId id && Visible.this.contains(id);
      }
    };
  }

  /** Items that give the permission by their own grants, wherever they lie. */
  public Set<ItemId> shown() {
    return shown;
  }

  /** Items that withhold it by their own grants, though their home may give it. */
  public Set<ItemId> hidden() {
    return hidden;
  }

  /** Whether one item is among what the caller reaches. */
  public boolean contains(ItemId item, CollectionId home) {
    int at = tree.position(home);
    if (at < from || at >= to) {
      return false;
    }
    if (!shown.isEmpty() && shown.contains(item)) {
      return true;
    }
    return (masks[at] & bits) == bits && (hidden.isEmpty() || !hidden.contains(item));
  }
}
