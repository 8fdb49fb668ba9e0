package org.acervo.access;

import java.util.List;
import org.acervo.kernel.CollectionId;

/**
 * Who may do what in a collection, as people see it. Entries that have expired are not shown.
 *
 * @param inherit whether the grants above count here too
 * @param rev counts the changes to the collection's own grants
 */
public record GrantList(boolean inherit, List<Named> grants, List<Inherited> inherited, long rev) {
  public GrantList {
    grants = List.copyOf(grants);
    inherited = List.copyOf(inherited);
  }

  /** A grant and what its principal is called; the name of one that is gone is empty. */
  public record Named(Grant grant, String name) {}

  /** A grant from further up, nearest first; the title of a hidden collection is empty. */
  public record Inherited(CollectionId from, String title, Named grant) {}
}
