package org.acervo.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * Everything decisions rest on, as read from the record.
 *
 * @param groups for each group the groups that name it directly as a member
 */
record PolicyData(
    long number,
    Map<UserId, Member> people,
    Map<GroupId, Set<GroupId>> groups,
    Map<RoleId, Role> roles,
    Map<CollectionId, Branch> collections) {
  PolicyData {
    people = Map.copyOf(people);
    groups = Map.copyOf(groups);
    roles = Map.copyOf(roles);
    collections = Map.copyOf(collections);
  }

  PolicyData with(CollectionId id, Branch branch) {
    var changed = new HashMap<>(collections);
    changed.put(id, branch);
    return new PolicyData(number, people, groups, roles, changed);
  }
}
