package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/**
 * All of people's states, groups, roles, the tree of collections and the grants, as they were at
 * one number. Immutable; only the clock moves, because grants expire.
 *
 * <p>The decision for (principals of the caller, permission, collection): walk from the collection
 * up to its top-level collection. At each level look at the entries that exist now, name one of the
 * caller's principals and cover the permission. The first level that has any decides: a deny among
 * them means no, otherwise yes. A level that does not inherit ends the walk with no, and so does
 * the top. What is unknown or in the trash allows nothing, and a disabled or unknown person holds
 * nothing, not even what everyone holds.
 *
 * <p>This is written to be read and believed, not to be fast: it is the rule against which a faster
 * evaluator is to be tested.
 */
public final class Policy {
  private final PolicyData data;
  private final InstantSource clock;
  private final Tree tree;

  Policy(PolicyData data, InstantSource clock) {
    this(data, clock, Tree.of(data.collections()));
  }

  private Policy(PolicyData data, InstantSource clock, Tree tree) {
    this.data = data;
    this.clock = clock;
    this.tree = tree;
  }

  /** Counts changes: a later policy has a higher number. */
  public long number() {
    return data.number();
  }

  public Tree tree() {
    return tree;
  }

  /** The same rights over a tree that still has what lies in the trash, for restoring. */
  public Policy withTrashed() {
    return new Policy(data, clock, tree.withTrashed());
  }

  public boolean allows(Caller caller, Permission permission, CollectionId collection) {
    return decide(principals(caller), scopes(caller), permission, collection);
  }

  /** Everything that {@code caller} may do in {@code collection}. */
  public Set<Permission> permissions(Caller caller, CollectionId collection) {
    var principals = principals(caller);
    var held = EnumSet.noneOf(Permission.class);
    for (var permission : Permission.values()) {
      if (decide(principals, scopes(caller), permission, collection)) {
        held.add(permission);
      }
    }
    return held;
  }

  /** Which collections at or below {@code root} give {@code permission}. */
  public Visible visible(Caller caller, Permission permission, CollectionId root) {
    var principals = principals(caller);
    var below = tree.subtree(root);
    var open = new HashSet<CollectionId>();
    for (var collection : below) {
      if (decide(principals, scopes(caller), permission, collection)) {
        open.add(collection);
      }
    }
    return new Visible(open.size() == below.size(), open);
  }

  /** Administrators hold every system permission, as far as their credential's scopes go. */
  public boolean allows(Caller caller, SystemPermission permission) {
    return administers(caller) && scopes(caller).permits(permission);
  }

  /** Whether the caller is an active administrator, whatever the scopes of the credential. */
  boolean administers(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> false;
      case Caller.Person person -> {
        var member = data.people().get(person.id());
        yield member != null && member.active() && member.admin();
      }
    };
  }

  private boolean decide(
      Set<Principal> principals, Scopes scopes, Permission permission, CollectionId collection) {
    if (!scopes.permits(permission)) {
      return false;
    }
    Instant now = clock.instant();
    for (var level : tree.path(collection).reversed()) {
      var branch = branch(level);
      var matching =
          branch.grants().stream()
              .filter(grant -> grant.exists(now))
              .filter(grant -> principals.contains(grant.principal()))
              .filter(grant -> covered(grant).contains(permission))
              .toList();
      if (!matching.isEmpty()) {
        return matching.stream().noneMatch(grant -> grant.effect() == Effect.DENY);
      }
      if (!branch.inherit()) {
        return false;
      }
    }
    return false;
  }

  /** A grant and the collection it is set on. */
  record Above(CollectionId from, Grant grant) {}

  /** The grants that exist above {@code collection}, nearest first, up to where a level is cut. */
  List<Above> inherited(CollectionId collection) {
    var now = clock.instant();
    var found = new ArrayList<Above>();
    for (var level : tree.path(collection).reversed()) {
      if (!level.equals(collection)) {
        branch(level).grants().stream()
            .filter(grant -> grant.exists(now))
            .forEach(grant -> found.add(new Above(level, grant)));
        if (!branch(level).inherit()) {
          break;
        }
      }
    }
    return found;
  }

  /** What a grant gives or withholds: its role's permissions and its own. */
  Set<Permission> covered(Grant grant) {
    var covered = EnumSet.noneOf(Permission.class);
    covered.addAll(grant.permissions());
    grant.role().map(data.roles()::get).ifPresent(role -> covered.addAll(role.permissions()));
    return covered;
  }

  /** Who the caller counts as; nothing for a person who is unknown or disabled. */
  private Set<Principal> principals(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Set.of(new Principal.Everyone());
      case Caller.Person person -> principals(person.id());
    };
  }

  private Set<Principal> principals(UserId id) {
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

  private static Scopes scopes(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Scopes.ALL;
      case Caller.Person person -> person.scopes();
    };
  }

  /** Whether any active person may share {@code collection} by its grants. */
  boolean hasOwner(CollectionId collection) {
    return data.people().keySet().stream()
        .anyMatch(id -> decide(principals(id), Scopes.ALL, Permission.SHARE, collection));
  }

  /** How many active administrators there are besides {@code id}. */
  long otherAdministrators(UserId id) {
    return data.people().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(id))
        .filter(entry -> entry.getValue().active() && entry.getValue().admin())
        .count();
  }

  /** What the policy would be if {@code id} had these grants. */
  Policy with(CollectionId id, boolean inherit, List<Grant> grants) {
    var now = branch(id);
    return new Policy(
        data.with(id, new Branch(now.parent(), inherit, grants, now.trashed())), clock);
  }

  /**
   * What is known of one collection, in the trash or not.
   *
   * @throws IllegalArgumentException when there is no such collection
   */
  Branch branch(CollectionId id) {
    var branch = data.collections().get(id);
    if (branch == null) {
      throw new IllegalArgumentException("the policy knows no collection " + id);
    }
    return branch;
  }

  boolean knows(Principal principal) {
    return switch (principal) {
      case Principal.User(var id) -> data.people().containsKey(id);
      case Principal.Group(var id) -> data.groups().containsKey(id);
      case Principal.Link ignored -> false;
      case Principal.SignedIn(), Principal.Everyone() -> true;
    };
  }

  boolean knows(RoleId role) {
    return data.roles().containsKey(role);
  }
}
