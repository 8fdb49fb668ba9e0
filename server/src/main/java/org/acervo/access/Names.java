package org.acervo.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.LinkId;

/** What principals are called. One that is gone, and one that has no name, is not in the answer. */
final class Names {
  private final MongoUsers users;
  private final MongoGroups groups;
  private final MongoLinks links;

  Names(MongoUsers users, MongoGroups groups, MongoLinks links) {
    this.users = users;
    this.groups = groups;
    this.links = links;
  }

  Map<Principal, String> of(Collection<Principal> principals) {
    var names = new HashMap<Principal, String>();
    var people = new ArrayList<String>();
    var wanted = new ArrayList<GroupId>();
    var opened = new ArrayList<LinkId>();
    for (var principal : principals) {
      switch (principal) {
        case Principal.User(var id) -> people.add(id.value());
        case Principal.Group(var id) -> wanted.add(id);
        case Principal.Link(var id) -> opened.add(id);
        case Principal.SignedIn(), Principal.Everyone() -> {}
      }
    }
    for (var row : people.isEmpty() ? new ArrayList<MongoUsers.Row>() : users.find(people)) {
      names.put(new Principal.User(row.userId()), row.name());
    }
    for (var row : wanted.isEmpty() ? new ArrayList<MongoGroups.Row>() : groups.find(wanted)) {
      names.put(new Principal.Group(new GroupId(row.id())), row.name());
    }
    for (var row : opened.isEmpty() ? new ArrayList<MongoLinks.Row>() : links.find(opened)) {
      names.put(new Principal.Link(new LinkId(row.id())), row.name());
    }
    return names;
  }
}
