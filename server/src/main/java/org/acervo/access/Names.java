package org.acervo.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the principals of some grants are called. */
final class Names {
  private final Map<Principal, String> names = new HashMap<>();

  Names(MongoUsers users, MongoGroups groups, Collection<Grant> grants) {
    var people = new ArrayList<String>();
    for (var grant : grants) {
      switch (grant.principal()) {
        case Principal.User(var id) -> people.add(id.value());
        case Principal.Group(var id) ->
            groups.find(id).ifPresent(group -> names.put(grant.principal(), group.name()));
        case Principal.Link ignored -> {}
        case Principal.SignedIn(), Principal.Everyone() -> {}
      }
    }
    for (var row : users.find(people)) {
      names.put(new Principal.User(row.userId()), row.name());
    }
  }

  GrantList.Named name(Grant grant) {
    return new GrantList.Named(grant, names.getOrDefault(grant.principal(), ""));
  }
}
