package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.UserId;
import org.junit.jupiter.api.Test;

/**
 * What a change of grants would do, told by the compared policies and by the slow reference, which
 * asks for every person and every item whether they see it before and after.
 */
final class DryRunTest {
  private static final int POLICIES = 60;
  private static final int CHANGES = 6;
  private static final int PLAIN = 25;

  private final long seed = Long.getLong("acervo.seed", System.nanoTime());
  private final RandomGenerator random = new SplittableRandom(seed);
  private final RandomPolicies policies = new RandomPolicies(random);
  private final Map<ItemId, CollectionId> homes = new HashMap<>();
  private final Set<ItemId> trashed = new HashSet<>();
  private int told;

  @Test
  void numbersAreThoseOfTheItemsThatEverybodySeesBeforeAndAfter() {
    for (int i = 0; i < POLICIES; i++) {
      var policy = policyWithCollections();
      scatter();
      for (int n = 0; n < CHANGES; n++) {
        compare(policy, target(policy));
      }
    }
    assertThat(told).as("dry runs that change something, seed %d", seed).isGreaterThan(50);
  }

  /** By chance all of them may lie in the trash: nothing is to be changed there. */
  private Policy policyWithCollections() {
    var policy = new Policy(policies.policy(), () -> World.NOW);
    return policy.tree().all().isEmpty() ? policyWithCollections() : policy;
  }

  /** Items with rights of their own or without, some of them in the trash, all over the tree. */
  private void scatter() {
    homes.clear();
    trashed.clear();
    for (int i = 0; i < RandomPolicies.ITEMS; i++) {
      put(RandomPolicies.item(i));
    }
    for (int i = 0; i < PLAIN; i++) {
      put(new ItemId("plain" + i));
    }
  }

  private void put(ItemId item) {
    homes.put(item, RandomPolicies.collection(random.nextInt(RandomPolicies.COLLECTIONS)));
    if (random.nextInt(6) == 0) {
      trashed.add(item);
    }
  }

  private Map<ItemId, CollectionId> live() {
    return homes.entrySet().stream()
        .filter(one -> !trashed.contains(one.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private Target target(Policy policy) {
    var all = new ArrayList<Target>();
    policy.tree().all().forEach(id -> all.add(Target.of(id)));
    live()
        .forEach((item, home) -> {
          if (policy.tree().contains(home)) {
            all.add(Target.of(item, home));
          }
        });
    return all.get(random.nextInt(all.size()));
  }

  private Map<CollectionId, Long> counts(java.util.Collection<CollectionId> wanted) {
    return live().values().stream()
        .filter(wanted::contains)
        .collect(Collectors.groupingBy(home -> home, Collectors.counting()));
  }

  private Map<ItemId, CollectionId> homes(Set<ItemId> wanted) {
    var found = live();
    found.keySet().retainAll(wanted);
    return found;
  }

  private void compare(Policy before, Target target) {
    var patch = MongoGrants.patch(target, 0, random.nextInt(4) > 0, policies.grants());
    var after = before.with(List.of(patch));
    var effects = new DryRun(before, after, target, this::counts, this::homes).run();
    var was = new SlowDecision(before.data(), World.NOW);
    var is = new SlowDecision(after.data(), World.NOW);
    var below =
        switch (target) {
          case Target.OfCollection(var id) -> before.tree().subtree(id);
          case Target.OfItem _ -> List.<CollectionId>of();
        };
    var items =
        switch (target) {
          case Target.OfCollection _ ->
              live().entrySet().stream()
                  .filter(one -> below.contains(one.getValue()))
                  .map(Map.Entry::getKey)
                  .toList();
          case Target.OfItem(var id, var _) -> List.of(id);
        };
    var opened = new HashSet<ItemId>();
    var closed = new HashSet<ItemId>();
    var expected = new HashMap<UserId, Effects.OfPerson>();
    before
        .data()
        .people()
        .forEach((id, member) -> {
          if (member.active()) {
            var person = World.caller(id.value());
            var change = change(person, was, is, below, items);
            opened.addAll(change.opened());
            closed.addAll(change.closed());
            if (!change.gains().isEmpty() || !change.loses().isEmpty()) {
              expected.put(
                  id,
                  new Effects.OfPerson(
                      id,
                      member.login(),
                      member.name(),
                      change.gains(),
                      change.loses(),
                      change.opened().size(),
                      change.closed().size()));
            }
          }
        });
    var nobody = change(new Caller.Anonymous(), was, is, below, items);
    opened.addAll(nobody.opened());
    closed.addAll(nobody.closed());
    String what = "seed %d, %s".formatted(seed, target);
    assertThat(effects.changes()).as(what).containsExactlyInAnyOrderElementsOf(expected.values());
    assertThat(effects.gains().items()).as(what).isEqualTo(opened.size());
    assertThat(effects.loses().items()).as(what).isEqualTo(closed.size());
    assertThat(effects.gains().people())
        .as(what)
        .isEqualTo(expected.values().stream().filter(one -> one.opens() > 0).count());
    assertThat(effects.loses().people())
        .as(what)
        .isEqualTo(expected.values().stream().filter(one -> one.closes() > 0).count());
    assertThat(effects.everyone())
        .as(what)
        .isEqualTo(!nobody.gains().isEmpty() || !nobody.loses().isEmpty());
    told += expected.isEmpty() ? 0 : 1;
  }

  private record Change(
      Set<Permission> gains, Set<Permission> loses, Set<ItemId> opened, Set<ItemId> closed) {}

  private Change change(
      Caller caller,
      SlowDecision was,
      SlowDecision is,
      List<CollectionId> below,
      List<ItemId> items) {
    var gains = EnumSet.noneOf(Permission.class);
    var loses = EnumSet.noneOf(Permission.class);
    for (var permission : Permission.values()) {
      for (var id : below) {
        sort(
            permission,
            was.allows(caller, permission, id),
            is.allows(caller, permission, id),
            gains,
            loses);
      }
      for (var item : items) {
        var home = homes.getOrDefault(item, CollectionId.ROOT);
        sort(
            permission,
            was.allows(caller, permission, item, home),
            is.allows(caller, permission, item, home),
            gains,
            loses);
      }
    }
    return new Change(gains, loses, newly(caller, was, is, items), newly(caller, is, was, items));
  }

  private static void sort(
      Permission permission,
      boolean was,
      boolean is,
      Set<Permission> gains,
      Set<Permission> loses) {
    if (is && !was) {
      gains.add(permission);
    } else if (was && !is) {
      loses.add(permission);
    }
  }

  /** What is seen by the second and not by the first. */
  private Set<ItemId> newly(
      Caller caller, SlowDecision first, SlowDecision second, List<ItemId> items) {
    BiFunction<SlowDecision, ItemId, Boolean> sees =
        (decision, item) -> {
          var home = homes.getOrDefault(item, CollectionId.ROOT);
          return decision.allows(caller, Permission.LIST, item, home)
              || decision.allows(caller, Permission.VIEW, item, home);
        };
    return items.stream()
        .filter(item -> !sees.apply(first, item) && sees.apply(second, item))
        .collect(Collectors.toSet());
  }
}
