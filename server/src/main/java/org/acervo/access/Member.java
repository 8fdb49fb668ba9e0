package org.acervo.access;

import java.util.Set;
import org.acervo.kernel.GroupId;

/**
 * What the policy knows of one person.
 *
 * @param groups those that name the person directly
 */
record Member(boolean active, boolean admin, Set<GroupId> groups) {
  Member {
    groups = Set.copyOf(groups);
  }
}
