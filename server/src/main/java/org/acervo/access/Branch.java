package org.acervo.access;

import java.util.List;
import org.acervo.kernel.CollectionId;

/**
 * What the policy knows of one collection.
 *
 * @param inherit whether the grants above count here too
 * @param trashed whether this very collection lies in the trash; its ancestors are another matter
 */
record Branch(CollectionId parent, boolean inherit, List<Grant> grants, boolean trashed) {
  Branch {
    grants = List.copyOf(grants);
  }
}
