package org.acervo.collections;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.acervo.kernel.CollectionId;

/**
 * What lies in the collections, and has to follow when the tree changes. The room {@code items} is
 * behind it. Each call may be repeated.
 */
public interface Contents {
  /** The items of {@code home} are to be found below every collection of {@code path}. */
  void settle(CollectionId home, List<CollectionId> path);

  /**
   * The items of {@code home} are to be found nowhere, because a collection above lies in the
   * trash.
   */
  void hide(CollectionId home);

  /** Counts anew what lies directly in each of {@code homes}; those that are empty are left out. */
  Map<CollectionId, Tally> count(Collection<CollectionId> homes);
}
