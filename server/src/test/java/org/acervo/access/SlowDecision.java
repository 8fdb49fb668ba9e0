package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;

/**
 * The decision rule once more, written the other way round: from the top down, carrying an answer
 * that each level may overwrite, and asking for every grant whether its principal reaches the
 * person instead of collecting the person's principals.
 */
final class SlowDecision {
  private final PolicyData data;
  private final Instant now;

  SlowDecision(PolicyData data, Instant now) {
    this.data = data;
    this.now = now;
  }

  boolean allows(Caller caller, Permission permission, CollectionId id) {
    var levels = new ArrayList<CollectionId>();
    var at = id;
    while (!at.equals(CollectionId.ROOT)) {
      var branch = data.collections().get(at);
      if (branch == null || branch.trashed() || levels.contains(at)) {
        return false;
      }
      levels.add(at);
      at = branch.parent();
    }
    boolean answer = false;
    for (var level : levels.reversed()) {
      var branch = data.collections().get(level);
      if (branch == null) {
        return false;
      }
      answer = answer && branch.inherit();
      boolean allow = false;
      boolean deny = false;
      for (var grant : branch.grants()) {
        if (concerns(grant, caller, permission)) {
          allow |= grant.effect() == Effect.ALLOW;
          deny |= grant.effect() == Effect.DENY;
        }
      }
      if (deny) {
        answer = false;
      } else if (allow) {
        answer = true;
      }
    }
    return answer && (!(caller instanceof Caller.Person p) || p.scopes().permits(permission));
  }

  private boolean concerns(Grant grant, Caller caller, Permission permission) {
    boolean over = grant.until().isPresent() && !grant.until().get().isAfter(now);
    boolean covers =
        grant.permissions().contains(permission)
            || grant
                .role()
                .map(id -> data.roles().get(id))
                .map(role -> role.permissions().contains(permission))
                .orElse(false);
    return !over && covers && reaches(grant.principal(), caller);
  }

  private boolean reaches(Principal principal, Caller caller) {
    if (caller instanceof Caller.Anonymous) {
      return principal instanceof Principal.Everyone;
    }
    var id = ((Caller.Person) caller).id();
    var member = data.people().get(id);
    if (member == null || !member.active()) {
      return false;
    }
    return switch (principal) {
      case Principal.Everyone() -> true;
      case Principal.SignedIn() -> true;
      case Principal.Link ignored -> false;
      case Principal.User(UserId user) -> user.equals(id);
      case Principal.Group(GroupId group) ->
          member.groups().stream().anyMatch(first -> leads(first, group, List.of()));
    };
  }

  /** Whether somebody in {@code from} is in {@code to}, by any way that visits no group twice. */
  private boolean leads(GroupId from, GroupId to, List<GroupId> visited) {
    var above = data.groups().get(from);
    if (above == null || visited.contains(from)) {
      return false;
    }
    if (from.equals(to)) {
      return true;
    }
    var further = new ArrayList<>(visited);
    further.add(from);
    return above.stream().anyMatch(next -> leads(next, to, further));
  }
}
