package org.acervo.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Everything decisions rest on, as it was at one number. Immutable; {@link #with} shares what a
 * change leaves alone.
 *
 * @param mark of the entry that made it; empty when there was none
 * @param groups for each group the groups that name it directly as a member
 * @param items the few that carry rights of their own
 * @param links each with the moment from which it opens nothing
 */
record PolicyData(
    long number,
    String mark,
    Map<UserId, Member> people,
    Map<GroupId, Set<GroupId>> groups,
    Map<RoleId, Role> roles,
    Map<CollectionId, Branch> collections,
    Map<ItemId, Own> items,
    Map<LinkId, Optional<Instant>> links) {

  PolicyData {
    people = Layered.of(people);
    groups = Layered.of(groups);
    roles = Layered.of(roles);
    collections = Layered.of(collections);
    items = Layered.of(items);
    links = Layered.of(links);
  }

  /** As it is after {@code entry}. */
  PolicyData with(Entry entry) {
    return with(entry.change().patches()).at(entry.n(), entry.mark());
  }

  PolicyData at(long n, String mark) {
    return new PolicyData(n, mark, people, groups, roles, collections, items, links);
  }

  /** The same number with these patches, for asking what they would do. */
  PolicyData with(List<Patch> patches) {
    return new PolicyData(
        number,
        mark,
        patched(Patch.In.USERS, people, patches, PolicyData::person),
        patched(Patch.In.GROUPS, groups, patches, PolicyData::group),
        patched(Patch.In.ROLES, roles, patches, PolicyData::role),
        patched(Patch.In.COLLECTIONS, collections, patches, PolicyData::collection),
        patched(Patch.In.ITEM_GRANTS, items, patches, PolicyData::item),
        patched(Patch.In.LINKS, links, patches, PolicyData::link));
  }

  /** One document's new value in one of the maps. */
  private record Step<K, V>(K key, UnaryOperator<@Nullable V> next) {}

  @FunctionalInterface
  private interface Reading<K, V> {
    Step<K, V> read(Patch patch);
  }

  /** The same map when none of the patches is about it. */
  private static <K, V> Map<K, V> patched(
      Patch.In in, Map<K, V> map, List<Patch> patches, Reading<K, V> reading) {
    var those = patches.stream().filter(patch -> patch.in() == in).toList();
    if (those.isEmpty()) {
      return map;
    }
    var changed = new HashMap<K, @Nullable V>();
    for (var patch : those) {
      var step = reading.read(patch);
      var old = changed.containsKey(step.key()) ? changed.get(step.key()) : map.get(step.key());
      boolean missing =
          switch (patch.way()) {
            case WAKE, KEEP -> false;
            case CHANGE -> old == null;
            case REMOVE -> true;
          };
      changed.put(step.key(), missing ? null : step.next().apply(old));
    }
    return Layered.of(map).with(changed);
  }

  private static Step<UserId, Member> person(Patch patch) {
    return new Step<>(
        new UserId(patch.id()), old -> Member.patched(old == null ? Member.none() : old, patch));
  }

  private static Step<GroupId, Set<GroupId>> group(Patch patch) {
    return new Step<>(
        new GroupId(patch.id()),
        old -> old != null && !patch.touches("groups") ? old : Groups.ids(patch.texts("groups")));
  }

  private static Step<RoleId, Role> role(Patch patch) {
    var id = new RoleId(patch.id());
    return new Step<>(id, old -> Role.patched(id, old, patch));
  }

  private static Step<CollectionId, Branch> collection(Patch patch) {
    return new Step<>(new CollectionId(patch.id()), old -> Branch.patched(old, patch));
  }

  private static Step<ItemId, Own> item(Patch patch) {
    boolean inherit = !Boolean.FALSE.equals(patch.set().get("inherit"));
    var grants = patch.grants("grants");
    return new Step<>(
        new ItemId(patch.id()), _ -> inherit && grants.isEmpty() ? null : new Own(inherit, grants));
  }

  private static Step<LinkId, Optional<Instant>> link(Patch patch) {
    return new Step<>(
        new LinkId(patch.id()),
        old -> old != null && !patch.touches("until") ? old : patch.time("until"));
  }
}
