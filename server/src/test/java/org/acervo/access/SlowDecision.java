package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
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

  private record Level(boolean inherit, List<Grant> grants) {}

  boolean allows(Caller caller, Permission permission, CollectionId id) {
    return allows(caller, permission, levels(id));
  }

  boolean allows(Caller caller, Permission permission, ItemId item, CollectionId home) {
    var levels = levels(home);
    var own = data.items().get(item);
    if (!levels.isEmpty() && own != null) {
      levels.add(new Level(own.inherit(), own.grants()));
    }
    return allows(caller, permission, levels);
  }

  /** From the top-level collection down; none for what is unknown or in the trash. */
  private List<Level> levels(CollectionId id) {
    var seen = new HashSet<CollectionId>();
    var levels = new ArrayList<Level>();
    var at = id;
    while (!at.equals(CollectionId.ROOT)) {
      var branch = data.collections().get(at);
      if (branch == null || branch.trashed() || !seen.add(at)) {
        return new ArrayList<>();
      }
      levels.addFirst(new Level(branch.inherit(), branch.grants()));
      at = branch.parent();
    }
    return levels;
  }

  private boolean allows(Caller caller, Permission permission, List<Level> levels) {
    boolean answer = false;
    for (var level : levels) {
      answer = answer && level.inherit();
      boolean allow = false;
      boolean deny = false;
      for (var grant : level.grants()) {
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
    return switch (caller) {
      case Caller.Anonymous() -> principal instanceof Principal.Everyone;
      case Caller.Guest(var link) ->
          principal instanceof Principal.Everyone || reaches(principal, link);
      case Caller.Person person -> reaches(principal, person.id(), person.link());
    };
  }

  private boolean reaches(Principal principal, LinkId link) {
    var until = data.links().get(link);
    boolean open = until != null && (until.isEmpty() || until.get().isAfter(now));
    return open && principal.equals(new Principal.Link(link));
  }

  private boolean reaches(Principal principal, UserId id, Optional<LinkId> through) {
    var member = data.people().get(id);
    if (member == null || !member.active()) {
      return false;
    }
    return switch (principal) {
      case Principal.Everyone() -> true;
      case Principal.SignedIn() -> true;
      case Principal.Link ignored -> through.isPresent() && reaches(principal, through.get());
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
