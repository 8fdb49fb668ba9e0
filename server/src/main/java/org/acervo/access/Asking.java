package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.Page;
import org.acervo.kernel.UserId;

/** Questions about rights that people ask: why, who, and what if. */
public final class Asking {
  private final Access access;
  private final Names names;
  private final MongoGrants grants;
  private final MongoSessions sessions;
  private final ItemCounts counts;
  private final InstantSource clock;

  Asking(
      Access access,
      Names names,
      MongoGrants grants,
      MongoSessions sessions,
      ItemCounts counts,
      InstantSource clock) {
    this.access = access;
    this.names = names;
    this.grants = grants;
    this.sessions = sessions;
    this.counts = counts;
    this.clock = clock;
  }

  /** A person as a caller, with all that they hold; what is unknown holds nothing. */
  public Caller.Person person(UserId id) {
    var member = access.policy().member(id).orElseGet(Member::none);
    return member.caller(id, Scopes.ALL, new Credential.Console());
  }

  /**
   * Why {@code subject} may or may not do that.
   *
   * @throws Failed as {@link Gate#requireSharing}, unless the caller asks about themselves
   */
  public Explanation explain(Caller asker, Caller subject, Permission permission, Target target) {
    var policy = access.policy();
    if (asker.principal().equals(subject.principal())) {
      requireSeen(policy, asker, target);
    } else {
      Gate.requireSharing(policy, asker, target);
    }
    var verdict =
        Verdict.of(policy, policy.principals(subject), permission, target, clock.instant());
    var reason = reason(policy, subject, verdict);
    return new Explanation(
        verdict.allowed(), reason, steps(policy, asker, subject, verdict), advice(reason));
  }

  private static void requireSeen(Policy policy, Caller asker, Target target) {
    if (!Gate.shows(policy, asker, target) && !Gate.sharesEverywhere(policy, asker)) {
      throw Failed.notFound();
    }
  }

  private static Explanation.Reason reason(Policy policy, Caller subject, Verdict verdict) {
    if (subject instanceof Caller.Person person) {
      var member = policy.member(person.id());
      if (member.isEmpty()) {
        return Explanation.Reason.UNKNOWN;
      }
      if (!member.get().active()) {
        return Explanation.Reason.DISABLED;
      }
    }
    if (verdict.levels().isEmpty()) {
      return Explanation.Reason.NOT_THERE;
    }
    if (!verdict.deciding().isEmpty()) {
      return verdict.allowed() ? Explanation.Reason.GRANTED : Explanation.Reason.DENIED;
    }
    return verdict.cut() ? Explanation.Reason.NOT_INHERITED : Explanation.Reason.NO_GRANT;
  }

  private static String advice(Explanation.Reason reason) {
    return switch (reason) {
      case GRANTED ->
          "To end it, remove the entry that decides, or add a deny there or nearer to the target.";
      case DENIED -> "To allow it, remove the deny, or add an allow nearer to the target.";
      case NO_GRANT -> "To allow it, add a grant on one of these levels.";
      case NOT_INHERITED ->
          "To allow it, add a grant at or below the level that does not inherit, or let it inherit.";
      case DISABLED -> "To allow it, make the account active again.";
      case UNKNOWN -> "There is no such account.";
      case NOT_THERE -> "It lies in the trash or is gone.";
    };
  }

  private List<Explanation.Step> steps(
      Policy policy, Caller asker, Caller subject, Verdict verdict) {
    var principals = new HashSet<Principal>();
    var shown = new HashSet<CollectionId>();
    for (var level : verdict.levels()) {
      level.entries().forEach(grant -> principals.add(grant.principal()));
      if (level.at() instanceof Target.OfCollection(var id)
          && (policy.allows(asker, Permission.LIST, id) || Gate.sharesEverywhere(policy, asker))) {
        shown.add(id);
      }
    }
    var vias = new HashMap<Principal, List<GroupId>>();
    principals.forEach(principal -> vias.put(principal, via(policy, subject, principal)));
    vias.values().forEach(groups -> groups.forEach(id -> principals.add(new Principal.Group(id))));
    var called = names.of(principals);
    var titles = grants.titles(shown);
    return verdict.levels().stream()
        .map(level ->
            new Explanation.Step(
                level.at(),
                title(level.at(), titles),
                level.inherit(),
                level.entries().stream()
                    .map(grant ->
                        new Explanation.Entry(
                            name(grant, called),
                            called(vias.getOrDefault(grant.principal(), List.of()), called),
                            verdict.deciding().contains(grant)
                                && level.equals(verdict.levels().getLast())))
                    .toList()))
        .toList();
  }

  private Optional<String> title(Target at, Map<CollectionId, String> titles) {
    return switch (at) {
      case Target.OfCollection(var id) -> Optional.ofNullable(titles.get(id));
      case Target.OfItem item -> Optional.of(grants.title(item));
    };
  }

  private static GrantList.Named name(Grant grant, Map<Principal, String> called) {
    return new GrantList.Named(grant, called.getOrDefault(grant.principal(), ""));
  }

  private static List<String> called(List<GroupId> groups, Map<Principal, String> called) {
    return groups.stream().map(id -> called.getOrDefault(new Principal.Group(id), "")).toList();
  }

  /** The groups that lead from a person to a group, outwards; none for other principals. */
  private static List<GroupId> via(Policy policy, Caller subject, Principal principal) {
    if (!(principal instanceof Principal.Group(var wanted))
        || !(subject instanceof Caller.Person person)) {
      return List.of();
    }
    var member = policy.member(person.id());
    var first = member.isEmpty() ? Set.<GroupId>of() : member.get().groups();
    return path(policy, first, wanted, new HashSet<>());
  }

  private static List<GroupId> path(
      Policy policy, Set<GroupId> from, GroupId wanted, Set<GroupId> visited) {
    for (var group : from) {
      if (group.equals(wanted)) {
        return List.of(group);
      }
      if (visited.add(group)) {
        var above = policy.data().groups().getOrDefault(group, Set.of());
        var rest = path(policy, above, wanted, visited);
        if (!rest.isEmpty()) {
          var path = new ArrayList<>(List.of(group));
          path.addAll(rest);
          return path;
        }
      }
    }
    return List.of();
  }

  /**
   * Everybody with an account who may do that, by name.
   *
   * @throws Failed as {@link Gate#requireSharing}
   */
  public Page<Holder> whoCan(
      Caller asker, Permission permission, Target target, Optional<String> cursor, int limit) {
    var policy = access.policy();
    Gate.requireSharing(policy, asker, target);
    var after = Cursor.parse(cursor);
    var now = clock.instant();
    record Found(UserId id, Member member, String sort, Verdict verdict) {}
    var all = new ArrayList<Found>();
    policy
        .data()
        .people()
        .forEach((id, member) -> {
          if (member.active()) {
            var verdict = Verdict.of(policy, policy.principals(id), permission, target, now);
            if (verdict.allowed()) {
              all.add(new Found(id, member, Cursor.fold(member.name()), verdict));
            }
          }
        });
    all.sort(Comparator.comparing(Found::sort).thenComparing(found -> found.id().value()));
    var rest =
        all.stream()
            .filter(found ->
                after.isEmpty()
                    || found.sort().compareTo(after.get().sort()) > 0
                    || (found.sort().equals(after.get().sort())
                        && found.id().value().compareTo(after.get().id()) > 0))
            .limit(limit + 1L)
            .toList();
    var shown = rest.subList(0, Math.min(limit, rest.size()));
    var principals = new HashSet<Principal>();
    var froms = new HashSet<CollectionId>();
    for (var found : shown) {
      principals.add(found.verdict().deciding().getFirst().principal());
      if (found.verdict().levels().getLast().at() instanceof Target.OfCollection(var id)
          && (policy.allows(asker, Permission.LIST, id) || Gate.sharesEverywhere(policy, asker))) {
        froms.add(id);
      }
    }
    var vias = new HashMap<UserId, List<GroupId>>();
    for (var found : shown) {
      var via = via(policy, person(found.id()), found.verdict().deciding().getFirst().principal());
      vias.put(found.id(), via);
      via.forEach(group -> principals.add(new Principal.Group(group)));
    }
    var called = names.of(principals);
    var titles = grants.titles(froms);
    var seen = sessions.lastSeen(shown.stream().map(found -> found.id().value()).toList());
    var holders =
        shown.stream()
            .map(found -> {
              var grant = found.verdict().deciding().getFirst();
              var from =
                  switch (found.verdict().levels().getLast().at()) {
                    case Target.OfCollection(var id) -> Optional.of(id);
                    case Target.OfItem ignored -> Optional.<CollectionId>empty();
                  };
              return new Holder(
                  found.id(),
                  found.member().login(),
                  found.member().name(),
                  name(grant, called),
                  from,
                  from.map(id -> titles.getOrDefault(id, "")).orElse(""),
                  called(vias.getOrDefault(found.id(), List.of()), called),
                  Optional.ofNullable(seen.get(found.id().value())));
            })
            .toList();
    var next =
        rest.size() > limit
            ? new Cursor(shown.getLast().sort(), shown.getLast().id().value()).text()
            : null;
    return new Page<>(holders, next, (long) all.size());
  }

  /**
   * Everybody with an account who may do that, by id, for outside programs: who may ask them is
   * decided by the permission to ask at all.
   *
   * @param after the last one of the page before
   */
  public Page<UserId> holders(
      Permission permission, Target target, Optional<String> after, int limit) {
    var policy = access.policy();
    var now = clock.instant();
    var found =
        policy.data().people().keySet().stream()
            .filter(id -> after.isEmpty() || id.value().compareTo(after.get()) > 0)
            .filter(
                id -> Verdict.of(policy, policy.principals(id), permission, target, now).allowed())
            .sorted(Comparator.comparing(UserId::value))
            .limit(limit + 1L)
            .toList();
    var shown = found.subList(0, Math.min(limit, found.size()));
    return new Page<>(shown, found.size() > limit ? shown.getLast().value() : null, null);
  }

  /** Whether somebody without an account may do that. */
  public boolean everyone(Permission permission, Target target) {
    var policy = access.policy();
    var nobody = policy.principals(new Caller.Anonymous());
    return Verdict.of(policy, nobody, permission, target, clock.instant()).allowed();
  }

  /**
   * What replacing the grants would do.
   *
   * @throws Failed as {@link Grants#replace}, apart from {@link Failure.Stale}
   */
  public Effects dryRun(
      Caller caller, Target target, Optional<Boolean> inherit, List<Grant> wanted) {
    var policy = access.policy();
    Gate.requireSharing(policy, caller, target);
    boolean inherits = inherit.orElseGet(() -> GrantRules.own(policy, target).inherit());
    new GrantRules(policy, caller, target, grants::homes).check(inherits, wanted);
    var patch = MongoGrants.patch(target, 0, inherits, wanted);
    var after = policy.with(List.of(patch));
    return new DryRun(policy, after, target, counts, grants::homesOfLive).run();
  }
}
