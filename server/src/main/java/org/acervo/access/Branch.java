package org.acervo.access;

import java.util.List;
import org.acervo.kernel.CollectionId;
import org.jspecify.annotations.Nullable;

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

  /** Whether rights may be other here than one level up. */
  boolean special() {
    return !inherit || !grants.isEmpty();
  }

  /** As it is after a change of the collection's document; nothing while it has no parent. */
  static @Nullable Branch patched(@Nullable Branch old, Patch patch) {
    var moved = patch.text("parent");
    var parent = moved != null ? new CollectionId(moved) : old == null ? null : old.parent();
    if (parent == null) {
      return null;
    }
    return new Branch(
        parent,
        patch.touches("inherit")
            ? !Boolean.FALSE.equals(patch.set().get("inherit"))
            : old == null || old.inherit(),
        patch.touches("grants") ? patch.grants("grants") : old == null ? List.of() : old.grants(),
        patch.touches("del") ? patch.set().get("del") != null : old != null && old.trashed());
  }
}
