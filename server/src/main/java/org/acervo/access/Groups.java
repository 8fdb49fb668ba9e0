package org.acervo.access;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
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
  private final MongoGrants grants;
  private final Ids ids;
  private final InstantSource clock;

  Groups(
      Access access,
      MongoGroups groups,
      MongoUsers users,
      MongoGrants grants,
      InstantSource clock) {
    this.access = access;
    this.groups = groups;
    this.users = users;
    this.grants = grants;
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
            ids.fresh(), stripped, Cursor.fold(stripped), descr, null, clock.instant(), 1);
    return access.change(
        actor,
        history -> {
          history.write(
              new Entry("group made", text(new GroupId(row.id())), List.of(), "", stripped));
          groups.insert(row);
          return group(row);
        });
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
    return access.change(
        actor,
        history -> {
          var before = row(id);
          based.check(before.rev());
          history.write(
              new Entry(
                  "group changed",
                  text(id),
                  List.of(),
                  before.name(),
                  stripped.orElse(before.name())));
          return group(
              groups.update(id, before.rev(), stripped, descr).orElseThrow(Failed::notFound));
        });
  }

  /** Removes a group and every right it gave. The group itself goes first: that ends the rights. */
  public void remove(Caller actor, GroupId id) {
    access.<Optional<Void>>change(
        actor,
        history -> {
          history.write(new Entry("group removed", text(id), List.of(), row(id).name(), ""));
          groups.delete(id);
          users.allLeave(id);
          groups.allLeave(id);
          grants.forget(new Principal.Group(id));
          return Optional.empty();
        });
  }

  /**
   * Puts a person into a group; nothing happens when they are in it.
   *
   * @throws Failed with {@link Failure.NotFound} when either does not exist
   */
  public void add(Caller actor, GroupId id, UserId member) {
    membership(actor, "person put into group", id, member, () -> users.join(member, id));
  }

  /** Takes a person out of a group; nothing happens when they are not in it. */
  public void remove(Caller actor, GroupId id, UserId member) {
    membership(actor, "person taken out of group", id, member, () -> users.leave(member, id));
  }

  private void membership(Caller actor, String what, GroupId id, UserId member, Runnable change) {
    access.<Optional<Void>>change(
        actor,
        history -> {
          var group = row(id);
          var person = users.find(member).orElseThrow(Failed::notFound);
          history.write(
              new Entry(
                  what,
                  text(id),
                  List.of(new Principal.User(member).text()),
                  group.name(),
                  person.login()));
          change.run();
          return Optional.empty();
        });
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
