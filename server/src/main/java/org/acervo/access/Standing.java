package org.acervo.access;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.UserId;

/** As which principals somebody counts at one moment. */
record Standing(PolicyData data, Instant now) {

  /** Nothing for a person who is unknown or disabled, and for a link that is gone. */
  Set<Principal> of(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Set.of(new Principal.Everyone());
      case Caller.Guest(var link) -> with(Set.of(new Principal.Everyone()), link);
      case Caller.Person person -> {
        var own = of(person.id());
        yield own.isEmpty() || person.link().isEmpty() ? own : with(own, person.link().get());
      }
    };
  }

  private Set<Principal> with(Set<Principal> principals, LinkId link) {
    if (!opens(link)) {
      return principals;
    }
    var more = new HashSet<>(principals);
    more.add(new Principal.Link(link));
    return more;
  }

  /** Whether the link is there and has not expired. */
  boolean opens(LinkId link) {
    var until = data.links().get(link);
    return until != null && (until.isEmpty() || now.isBefore(until.get()));
  }

  Set<Principal> of(UserId id) {
    var member = data.people().get(id);
    if (member == null || !member.active()) {
      return Set.of();
    }
    var principals = new HashSet<Principal>();
    principals.add(new Principal.Everyone());
    principals.add(new Principal.SignedIn());
    principals.add(new Principal.User(id));
    var open = new ArrayDeque<GroupId>(member.groups());
    while (!open.isEmpty()) {
      var group = open.remove();
      var above = data.groups().get(group);
      if (above != null && principals.add(new Principal.Group(group))) {
        open.addAll(above);
      }
    }
    return principals;
  }
}
