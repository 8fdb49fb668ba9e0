package org.acervo.access;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Revision;
import org.acervo.kernel.RoleId;

/** Roles: the built-in ones and those that administrators define. */
public final class Roles {
  private static final int MOST = 500;

  private final Access access;
  private final MongoRoles mongo;
  private final Ids ids;
  private final InstantSource clock;

  Roles(Access access, MongoRoles mongo, Ids ids, InstantSource clock) {
    this.access = access;
    this.mongo = mongo;
    this.ids = ids;
    this.clock = clock;
  }

  /** The built-in ones from the narrowest to the widest, then the others by name. */
  public List<Role> list() {
    var all = access.policy().data().roles().values();
    var own =
        all.stream()
            .filter(role -> !role.builtin())
            .sorted(Comparator.comparing(Role::name, String.CASE_INSENSITIVE_ORDER));
    return Stream.concat(Role.BUILTIN.stream(), own).toList();
  }

  /**
   * One role.
   *
   * @throws Failed with {@link Failure.NotFound}
   */
  public Role get(RoleId id) {
    return access.policy().role(id).orElseThrow(Failed::notFound);
  }

  /**
   * Defines a role.
   *
   * @throws Failed with {@link Failure.Conflict} when the name is taken
   */
  public Role create(Caller actor, String name, Set<Permission> permissions) {
    var stripped = name.strip();
    check(stripped, permissions);
    refuseTaken(access.policy(), stripped, Optional.empty());
    var id = new RoleId(ids.fresh());
    mongo.insert(
        new MongoRoles.Row(
            id.value(),
            stripped,
            Cursor.fold(stripped),
            keys(permissions),
            clock.instant(),
            1,
            clock.instant()));
    Asleep.wake(
        () -> mongo.forgetAsleep(id),
        () ->
            access.change(
                actor,
                policy -> {
                  if (policy.data().roles().size() >= MOST) {
                    throw Failed.conflict("There are " + MOST + " roles already.");
                  }
                  return Optional.of(
                      Change.of("role defined", text(id))
                          .to(describe(stripped, permissions))
                          .and(
                              Patch.wake(Patch.In.ROLES, id.value())
                                  .with("name", stripped)
                                  .with("permissions", keys(permissions))
                                  .with("rev", 1L)));
                }));
    return get(id);
  }

  /**
   * Changes what a role is called or what it gives, everywhere it is held.
   *
   * @throws Failed with {@link Failure.Stale}, or {@link Failure.Conflict} for a built-in role and
   *     when the change would leave a collection without anybody who can share it
   */
  public Role edit(
      Caller actor,
      RoleId id,
      Revision based,
      Optional<String> name,
      Optional<Set<Permission>> permissions) {
    access.change(
        actor,
        policy -> {
          var before = own(policy, id);
          based.check(before.rev());
          var called = name.map(String::strip).orElse(before.name());
          var gives = permissions.orElse(before.permissions());
          check(called, gives);
          refuseTaken(policy, called, Optional.of(id));
          var patch =
              Patch.change(Patch.In.ROLES, id.value())
                  .with("name", called)
                  .with("sort", Cursor.fold(called))
                  .with("permissions", keys(gives))
                  .with("rev", before.rev() + 1);
          // The role may be given in one place and denied in another.
          if (before.permissions().contains(Permission.SHARE) != gives.contains(Permission.SHARE)) {
            Owners.stay(policy, List.of(patch), CollectionId.ROOT);
          }
          return Optional.of(
              Change.of("role changed", text(id))
                  .from(describe(before.name(), before.permissions()))
                  .to(describe(called, gives))
                  .and(patch));
        });
    return get(id);
  }

  /**
   * Removes a role that nobody holds.
   *
   * @throws Failed with {@link Failure.Conflict} while grants name it, and for a built-in role
   */
  public void remove(Caller actor, RoleId id) {
    access.change(
        actor,
        policy -> {
          var before = own(policy, id);
          long places = places(policy, id);
          if (places > 0) {
            throw Failed.conflict(
                "The role is held in "
                    + places
                    + (places == 1 ? " place" : " places")
                    + ". Give another role there first.");
          }
          return Optional.of(
              Change.of("role removed", text(id))
                  .from(describe(before.name(), before.permissions()))
                  .and(Patch.remove(Patch.In.ROLES, id.value())));
        });
  }

  /** A role of that name makes two roles look like one. */
  private static void refuseTaken(Policy policy, String name, Optional<RoleId> except) {
    boolean taken =
        policy.data().roles().values().stream()
            .filter(role -> !Optional.of(role.id()).equals(except))
            .anyMatch(role -> Cursor.fold(role.name()).equals(Cursor.fold(name)));
    if (taken) {
      throw Failed.conflict("There is a role named '" + name + "' already. Choose another name.");
    }
  }

  private static Role own(Policy policy, RoleId id) {
    var role = policy.role(id).orElseThrow(Failed::notFound);
    if (role.builtin()) {
      throw Failed.conflict("'" + role.name() + "' is built in and stays as it is.");
    }
    return role;
  }

  private static long places(Policy policy, RoleId id) {
    var named = Optional.of(id);
    long collections =
        policy.data().collections().values().stream()
            .filter(branch -> branch.grants().stream().anyMatch(g -> g.role().equals(named)))
            .count();
    long items =
        policy.data().items().values().stream()
            .filter(own -> own.grants().stream().anyMatch(g -> g.role().equals(named)))
            .count();
    return collections + items;
  }

  private static void check(String name, Set<Permission> permissions) {
    var faults = new Faults();
    faults.name(name);
    faults.check(!permissions.isEmpty(), "permissions", "name at least one permission");
    faults.raise();
  }

  private static List<String> keys(Set<Permission> permissions) {
    return permissions.stream().sorted().map(Permission::key).toList();
  }

  private static String describe(String name, Set<Permission> permissions) {
    return name + ": " + keys(permissions).stream().collect(Collectors.joining(", "));
  }

  private static String text(RoleId id) {
    return "role:" + id;
  }
}
