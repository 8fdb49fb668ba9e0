package org.acervo.access;

import java.util.Set;
import org.acervo.kernel.CollectionId;

/**
 * What a caller reaches at or below some collection.
 *
 * @param whole whether that is all there is, so that a query need not filter
 * @param collections exactly those that give the permission asked for
 */
public record Visible(boolean whole, Set<CollectionId> collections) {
  public Visible {
    collections = Set.copyOf(collections);
  }

  public boolean contains(CollectionId id) {
    return collections.contains(id);
  }
}
