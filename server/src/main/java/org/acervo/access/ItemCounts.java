package org.acervo.access;

import java.util.Collection;
import java.util.Map;
import org.acervo.kernel.CollectionId;

/** Told by the room that keeps the items: how many there are, so that effects can be counted. */
@FunctionalInterface
public interface ItemCounts {
  /** How many items lie directly in each of {@code collections}; none where it is not named. */
  Map<CollectionId, Long> items(Collection<CollectionId> collections);
}
