package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.junit.jupiter.api.Test;

/**
 * Random policies, with everything that can be wrong in stored data, decided by both evaluators.
 */
class RandomPoliciesTest {
  private static final Instant NOW = World.NOW;
  private static final int POLICIES = 300;
  private static final int PEOPLE = 6;
  private static final int GROUPS = 5;
  private static final int COLLECTIONS = 14;

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final RandomGenerator random = new SplittableRandom(seed);

  @Test
  void bothEvaluatorsAlwaysAgree() {
    long decisions = 0;
    long allowed = 0;
    for (int i = 0; i < POLICIES; i++) {
      var data = policy();
      var policy = new Policy(data, InstantSource.fixed(NOW));
      var slow = new SlowDecision(data, NOW);
      for (var caller : callers()) {
        for (var permission : Permission.values()) {
          var visible = policy.visible(caller, permission, CollectionId.ROOT);
          for (int c = -1; c < COLLECTIONS + 1; c++) {
            var id = collection(c);
            boolean expected = slow.allows(caller, permission, id);
            assertThat(policy.allows(caller, permission, id))
                .as("seed %d, policy %d: %s %s %s in %s", seed, i, caller, permission, id, data)
                .isEqualTo(expected);
            assertThat(visible.contains(id)).isEqualTo(expected);
            decisions++;
            allowed += expected ? 1 : 0;
          }
        }
      }
    }
    assertThat(decisions).isGreaterThan(100_000);
    assertThat(allowed).as("of %d decisions, seed %d", decisions, seed).isGreaterThan(1_000);
  }

  private List<Caller> callers() {
    var callers = new ArrayList<Caller>();
    callers.add(new Caller.Anonymous());
    for (int i = 0; i <= PEOPLE; i++) {
      var scopes = chance(4) ? new Scopes(permissions(), Set.of()) : Scopes.ALL;
      callers.add(World.caller("u" + i, scopes));
    }
    return callers;
  }

  private PolicyData policy() {
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
    return new PolicyData(1, "", people, groups, roles(), collections, Map.of(), Map.of());
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

  private static CollectionId collection(int i) {
    return i < 0 ? CollectionId.ROOT : new CollectionId("c" + i);
  }

  private List<Grant> grants() {
    var grants = new ArrayList<Grant>();
    for (int n = random.nextInt(4); n > 0; n--) {
      grants.add(
          new Grant(
              principal(),
              chance(2) ? Optional.of(role()) : Optional.empty(),
              chance(2) ? permissions() : Set.of(),
              chance(3) ? Effect.DENY : Effect.ALLOW,
              chance(4) ? Optional.of(NOW.plusSeconds(random.nextInt(-2, 3))) : Optional.empty()));
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
      case 2 -> new Principal.Link(new LinkId("l"));
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
