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
    return member == null || !member.active()
        ? Set.of()
        : signedIn(new Principal.User(id), member.groups());
  }

  /** As which principals everybody counts who counts as {@code principal}. */
  Set<Principal> least(Principal principal) {
    return switch (principal) {
      case Principal.User(var id) -> {
        var member = data.people().get(id);
        yield signedIn(principal, member == null ? Set.of() : member.groups());
      }
      case Principal.Group(var id) -> signedIn(principal, data.groups().getOrDefault(id, Set.of()));
      case Principal.Link ignored -> Set.of(principal, new Principal.Everyone());
      case Principal.SignedIn() -> Set.of(principal, new Principal.Everyone());
      case Principal.Everyone() -> Set.of(principal);
    };
  }

  private Set<Principal> signedIn(Principal principal, Set<GroupId> memberOf) {
    var principals = new HashSet<Principal>();
    principals.add(new Principal.Everyone());
    principals.add(new Principal.SignedIn());
    principals.add(principal);
    var open = new ArrayDeque<GroupId>(memberOf);
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
