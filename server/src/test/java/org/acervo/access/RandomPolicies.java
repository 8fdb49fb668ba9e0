package org.acervo.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/** Small random policies and changes of them, with everything that can be wrong in stored data. */
final class RandomPolicies {
  static final int COLLECTIONS = 14;
  static final int ITEMS = 5;

  private static final Instant NOW = World.NOW;
  private static final int PEOPLE = 6;
  private static final int GROUPS = 5;
  private static final int LINKS = 3;

  private final RandomGenerator random;

  RandomPolicies(RandomGenerator random) {
    this.random = random;
  }

  List<Caller> callers() {
    var callers = new ArrayList<Caller>();
    callers.add(new Caller.Anonymous());
    for (int i = 0; i <= PEOPLE; i++) {
      var scopes = chance(4) ? new Scopes(permissions(), Set.of()) : Scopes.ALL;
      callers.add(World.caller("u" + i, scopes));
    }
    for (int i = 0; i <= LINKS; i++) {
      var link = new LinkId("l" + i);
      callers.add(new Caller.Guest(link));
      callers.add(World.caller("u" + i).through(link));
    }
    return callers;
  }

  PolicyData policy() {
    var people = new HashMap<UserId, Member>();
    for (int i = 0; i < PEOPLE; i++) {
      people.put(new UserId("u" + i), World.member(!chance(6), chance(6), groups()));
    }
    var groups = new HashMap<GroupId, Set<GroupId>>();
    for (int i = 0; i < GROUPS; i++) {
      groups.put(new GroupId("g" + i), groups());
    }
    var collections = new HashMap<CollectionId, Branch>();
    for (int i = 0; i < COLLECTIONS; i++) {
      collections.put(collection(i), new Branch(parent(i), !chance(6), grants(), chance(15)));
    }
    var items = new HashMap<ItemId, Own>();
    for (int i = 0; i < ITEMS; i++) {
      if (chance(2)) {
        items.put(item(i), new Own(!chance(4), grants()));
      }
    }
    var links = new HashMap<LinkId, Optional<Instant>>();
    for (int i = 0; i < LINKS; i++) {
      links.put(new LinkId("l" + i), until());
    }
    return new PolicyData(1, "", people, groups, roles(), collections, items, links);
  }

  static ItemId item(int i) {
    return new ItemId("i" + i);
  }

  /** One to three patches of any kind, also of what is not there. */
  Entry entry(long n) {
    var change = Change.of("random", "");
    for (int more = random.nextInt(1, 4); more > 0; more--) {
      change = change.and(patch());
    }
    return new Entry(n, "m" + n, NOW, "", "", change);
  }

  private Patch patch() {
    int i = random.nextInt(COLLECTIONS);
    return switch (random.nextInt(12)) {
      case 0 ->
          user()
              .with("state", chance(3) ? "disabled" : "active")
              .with("gen", random.nextLong(1, 9));
      case 1 -> user().with("groups", texts(groups()));
      case 2 -> group().with("groups", texts(groups()));
      case 3 ->
          patch(Patch.In.ROLES, chance(4) ? "fresh" : "custom")
              .with("permissions", permissions().stream().map(Permission::key).toList());
      case 4, 5, 6 ->
          patch(Patch.In.COLLECTIONS, "c" + i).with("grants", stored()).with("inherit", !chance(5));
      case 7 -> patch(Patch.In.COLLECTIONS, "c" + i).with("parent", parent(i).value());
      case 8 ->
          chance(3)
              ? patch(Patch.In.COLLECTIONS, "c" + i).with("del", Map.of("at", NOW))
              : patch(Patch.In.COLLECTIONS, "c" + i).without("del");
      case 9, 10 ->
          Patch.keep(Patch.In.ITEM_GRANTS, "i" + random.nextInt(ITEMS))
              .with("inherit", !chance(4))
              .with("grants", stored());
      default ->
          chance(4)
              ? Patch.remove(Patch.In.LINKS, "l" + random.nextInt(LINKS))
              : Patch.wake(Patch.In.LINKS, "l" + random.nextInt(LINKS)).with("until", until());
    };
  }

  private Patch user() {
    return patch(Patch.In.USERS, "u" + random.nextInt(PEOPLE));
  }

  private Patch group() {
    return patch(Patch.In.GROUPS, "g" + random.nextInt(GROUPS));
  }

  /** Mostly a change; now and then it goes, or comes back. */
  private Patch patch(Patch.In in, String id) {
    if (chance(12)) {
      return Patch.remove(in, id);
    }
    return chance(6) ? Patch.wake(in, id) : Patch.change(in, id);
  }

  private static List<String> texts(Set<GroupId> groups) {
    return groups.stream().map(GroupId::value).toList();
  }

  private List<Map<String, Object>> stored() {
    return grants().stream().map(grant -> StoredGrant.of(grant).fields()).toList();
  }

  private Optional<Instant> until() {
    return chance(3) ? Optional.of(NOW.plusSeconds(random.nextInt(-2, 3))) : Optional.empty();
  }

  private Map<RoleId, Role> roles() {
    var roles = new HashMap<>(Role.BUILTIN_BY_ID);
    var id = new RoleId("custom");
    roles.put(id, new Role(id, "Custom", permissions(), false, 1));
    return roles;
  }

  private Set<GroupId> groups() {
    var groups = new HashSet<GroupId>();
    for (int n = random.nextInt(3); n > 0; n--) {
      groups.add(new GroupId("g" + random.nextInt(GROUPS + 1)));
    }
    return groups;
  }

  /**
   * Mostly one made earlier, so trees grow deep; sometimes any, so there are cycles and orphans.
   */
  private CollectionId parent(int i) {
    if (chance(15)) {
      return collection(random.nextInt(COLLECTIONS + 2));
    }
    return i == 0 || chance(5) ? CollectionId.ROOT : collection(random.nextInt(i));
  }

  static CollectionId collection(int i) {
    return i < 0 ? CollectionId.ROOT : new CollectionId("c" + i);
  }

  List<Grant> grants() {
    var grants = new ArrayList<Grant>();
    for (int n = random.nextInt(4); n > 0; n--) {
      grants.add(
          new Grant(
              principal(),
              chance(2) ? Optional.of(role()) : Optional.empty(),
              chance(2) ? permissions() : Set.of(),
              chance(3) ? Effect.DENY : Effect.ALLOW,
              until()));
    }
    return grants;
  }

  private RoleId role() {
    int i = random.nextInt(Role.BUILTIN.size() + 2);
    return i < Role.BUILTIN.size()
        ? Role.BUILTIN.get(i).id()
        : new RoleId(i == Role.BUILTIN.size() ? "custom" : "unknown");
  }

  private Principal principal() {
    return switch (random.nextInt(7)) {
      case 0 -> new Principal.Everyone();
      case 1 -> new Principal.SignedIn();
      case 2 -> new Principal.Link(new LinkId("l" + random.nextInt(LINKS + 1)));
      case 3, 4 -> new Principal.Group(new GroupId("g" + random.nextInt(GROUPS + 1)));
      default -> new Principal.User(new UserId("u" + random.nextInt(PEOPLE + 1)));
    };
  }

  private Set<Permission> permissions() {
    var permissions = EnumSet.noneOf(Permission.class);
    for (var permission : Permission.values()) {
      if (chance(3)) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
