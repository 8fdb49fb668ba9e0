package org.acervo.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Page;
import org.acervo.kernel.Revision;
import org.acervo.kernel.UserId;

/** Groups and who belongs to them. Whoever calls to change has passed the gate. */
public final class Groups {
  private final Access access;
  private final MongoGroups groups;
  private final MongoUsers users;
  private final Ids ids;
  private final InstantSource clock;

  Groups(Access access, MongoGroups groups, MongoUsers users, InstantSource clock) {
    this.access = access;
    this.groups = groups;
    this.users = users;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /**
   * One group.
   *
   * @throws Failed with {@link Failure.NotFound}
   */
  public Group get(GroupId id) {
    return group(row(id));
  }

  /** The people a group names directly, by name. */
  public List<User> members(GroupId id) {
    return users.membersOf(id).stream().map(MongoUsers.Row::user).toList();
  }

  /** By name, those whose name begins with {@code prefix}. */
  public Page<Group> page(String prefix, Optional<String> cursor, int limit) {
    var found = groups.page(Cursor.fold(prefix), Cursor.parse(cursor), limit + 1);
    var shown = found.subList(0, Math.min(limit, found.size()));
    var next =
        found.size() > limit
            ? new Cursor(shown.getLast().sort(), shown.getLast().id()).text()
            : null;
    return new Page<>(shown.stream().map(this::group).toList(), next, null);
  }

  /**
   * Makes a group.
   *
   * @throws Failed with {@link Failure.Conflict} when the name is taken
   */
  public Group create(Caller actor, String name, String descr) {
    var stripped = name.strip();
    check(Optional.of(stripped), Optional.of(descr));
    var row =
        new MongoGroups.Row(
            ids.fresh(),
            stripped,
            Cursor.fold(stripped),
            descr,
            null,
            clock.instant(),
            1,
            clock.instant());
    var id = new GroupId(row.id());
    groups.insert(row);
    Asleep.wake(
        () -> groups.forgetAsleep(id),
        () ->
            access.change(
                actor,
                _ ->
                    Optional.of(
                        Change.of("group made", text(id))
                            .to(stripped)
                            .and(
                                Patch.wake(Patch.In.GROUPS, row.id()).with("groups", List.of())))));
    return group(row(id));
  }

  /**
   * Renames or describes a group; what is empty stays.
   *
   * @throws Failed with {@link Failure.Stale}, or {@link Failure.Conflict} when the name is taken
   */
  public Group edit(
      Caller actor, GroupId id, Revision based, Optional<String> name, Optional<String> descr) {
    var stripped = name.map(String::strip);
    check(stripped, descr);
    var before = row(id);
    based.check(before.rev());
    var after = groups.update(id, before.rev(), stripped, descr).orElseThrow(Failed::notFound);
    if (!after.name().equals(before.name())) {
      access.change(
          actor,
          _ ->
              Optional.of(
                  Change.of("group renamed", text(id)).from(before.name()).to(after.name())));
    }
    return group(after);
  }

  /** Removes a group and every right it gave. */
  public void remove(Caller actor, GroupId id) {
    access.change(
        actor,
        policy -> {
          var gone = Patch.remove(Patch.In.GROUPS, id.value());
          ownersStay(policy, gone);
          return Optional.of(Change.of("group removed", text(id)).from(row(id).name()).and(gone));
        });
  }

  /**
   * Puts a person into a group; nothing happens when they are in it.
   *
   * @throws Failed with {@link Failure.NotFound} when either does not exist, {@link
   *     Failure.Conflict} when a collection would be left without anybody who can share it
   */
  public void add(Caller actor, GroupId id, UserId member) {
    membership(actor, "person put into group", id, member, true);
  }

  /** Takes a person out of a group; nothing happens when they are not in it. */
  public void remove(Caller actor, GroupId id, UserId member) {
    membership(actor, "person taken out of group", id, member, false);
  }

  private void membership(Caller actor, String what, GroupId id, UserId member, boolean in) {
    access.change(
        actor,
        policy -> {
          var group = row(id);
          var person = policy.member(member).orElseThrow(Failed::notFound);
          var patch =
              changed(policy, person.groups(), id, in)
                  .map(ids -> Patch.change(Patch.In.USERS, member.value()).with("groups", ids));
          patch.ifPresent(fresh -> ownersStay(policy, fresh));
          return patch.map(fresh ->
              Change.of(what, text(id))
                  .of(new Principal.User(member).text())
                  .from(group.name())
                  .to(person.login())
                  .and(fresh));
        });
  }

  /**
   * Puts a group into another one; nothing happens when it is in it.
   *
   * @throws Failed with {@link Failure.NotFound} when either does not exist, {@link
   *     Failure.Invalid} with the path when the group would lie inside itself
   */
  public void add(Caller actor, GroupId id, GroupId member) {
    membership(actor, "group put into group", id, member, true);
  }

  /** Takes a group out of another one; nothing happens when it is not in it. */
  public void remove(Caller actor, GroupId id, GroupId member) {
    membership(actor, "group taken out of group", id, member, false);
  }

  private void membership(Caller actor, String what, GroupId id, GroupId member, boolean in) {
    access.change(
        actor,
        policy -> {
          var outer = row(id);
          var inner = row(member);
          var above = policy.data().groups().getOrDefault(member, Set.of());
          if (in) {
            refuseCycle(policy, id, member);
          }
          var patch =
              changed(policy, above, id, in)
                  .map(ids -> Patch.change(Patch.In.GROUPS, member.value()).with("groups", ids));
          patch.ifPresent(fresh -> ownersStay(policy, fresh));
          return patch.map(fresh ->
              Change.of(what, text(id))
                  .of(text(member))
                  .from(outer.name())
                  .to(inner.name())
                  .and(fresh));
        });
  }

  /** A group may be denied what others give its members, so joining one can take too. */
  private static void ownersStay(Policy policy, Patch patch) {
    Owners.stay(policy, List.of(patch), CollectionId.ROOT);
  }

  /** The list with or without {@code id} and without groups that are gone; empty when it is so. */
  private static Optional<List<String>> changed(
      Policy policy, Set<GroupId> groups, GroupId id, boolean in) {
    if (groups.contains(id) == in) {
      return Optional.empty();
    }
    var fresh = new ArrayList<String>();
    groups.stream()
        .filter(group -> !group.equals(id) && policy.data().groups().containsKey(group))
        .forEach(group -> fresh.add(group.value()));
    if (in) {
      fresh.add(id.value());
    }
    return Optional.of(fresh);
  }

  private void refuseCycle(Policy policy, GroupId outer, GroupId inner) {
    var path = path(policy, outer, inner, new HashSet<>());
    if (!path.isEmpty()) {
      var names = new HashMap<GroupId, String>();
      groups.find(path).forEach(row -> names.put(new GroupId(row.id()), row.name()));
      var circle = new ArrayList<>(path.reversed());
      circle.add(inner);
      throw Failed.invalid(
          "group",
          "would lie inside itself: "
              + String.join(" > ", circle.stream().map(id -> names.getOrDefault(id, "")).toList()));
    }
  }

  /** From {@code from} through the groups it is a member of up to {@code to}. */
  private static List<GroupId> path(Policy policy, GroupId from, GroupId to, Set<GroupId> visited) {
    if (from.equals(to)) {
      return List.of(to);
    }
    if (visited.add(from)) {
      for (var above : policy.data().groups().getOrDefault(from, Set.of())) {
        var rest = path(policy, above, to, visited);
        if (!rest.isEmpty()) {
          var path = new ArrayList<>(List.of(from));
          path.addAll(rest);
          return path;
        }
      }
    }
    return List.of();
  }

  /** The groups that a group names as members, by name. */
  public List<Group> inside(GroupId id) {
    return groups.membersOf(id).stream().map(this::group).toList();
  }

  /** The groups that name a group as a member, by name. */
  public List<Group> around(GroupId id) {
    var above = access.policy().data().groups().getOrDefault(id, Set.of());
    return groups.find(above).stream().map(this::group).toList();
  }

  static Set<GroupId> ids(Collection<String> ids) {
    return ids.stream().map(GroupId::new).collect(Collectors.toUnmodifiableSet());
  }

  private static void check(Optional<String> name, Optional<String> descr) {
    var faults = new Faults();
    name.ifPresent(faults::name);
    descr.ifPresent(faults::descr);
    faults.raise();
  }

  private MongoGroups.Row row(GroupId id) {
    return groups.find(id).orElseThrow(Failed::notFound);
  }

  private Group group(MongoGroups.Row row) {
    var id = new GroupId(row.id());
    return new Group(id, row.name(), row.descr(), users.countMembersOf(id), row.rev());
  }

  private static String text(GroupId id) {
    return new Principal.Group(id).text();
  }
}
