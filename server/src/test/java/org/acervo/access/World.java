package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;

/** A policy written down by hand. */
final class World {
  static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final Map<UserId, Member> people = new HashMap<>();
  private final Map<GroupId, Set<GroupId>> groups = new HashMap<>();
  private final Map<CollectionId, Branch> collections = new LinkedHashMap<>();

  static Caller.Person caller(String id) {
    return caller(id, Scopes.ALL);
  }

  static Caller.Person caller(String id, Scopes scopes) {
    return new Caller.Person(
        new UserId(id),
        id,
        id,
        false,
        Optional.empty(),
        scopes,
        new Credential.Console(),
        Optional.empty());
  }

  static Member member(boolean active, boolean admin, Set<GroupId> groups) {
    return new Member(active, admin, 1, "", "", Optional.empty(), groups);
  }

  World person(String id, String... memberOf) {
    people.put(new UserId(id), member(true, false, ids(memberOf)));
    return this;
  }

  World disabled(String id, String... memberOf) {
    people.put(new UserId(id), member(false, false, ids(memberOf)));
    return this;
  }

  World administrator(String id) {
    people.put(new UserId(id), member(true, true, Set.of()));
    return this;
  }

  World group(String id, String... memberOf) {
    groups.put(new GroupId(id), ids(memberOf));
    return this;
  }

  private static Set<GroupId> ids(String... groups) {
    return new HashSet<>(Arrays.stream(groups).map(GroupId::new).toList());
  }

  /** A collection that inherits. */
  World collection(String id, String parent, String... grants) {
    return branch(id, parent, true, false, grants);
  }

  World branch(String id, String parent, boolean inherit, boolean trashed, String... grants) {
    var list = Arrays.stream(grants).map(World::grant).toList();
    collections.put(
        new CollectionId(id), new Branch(new CollectionId(parent), inherit, list, trashed));
    return this;
  }

  /** Reads {@code +user:ann viewer}, {@code -everyone view}, {@code +signed-in edit until=...}. */
  static Grant grant(String text) {
    var parts = text.split(" ", -1);
    var permission = Permission.of(parts[1]);
    return new Grant(
        Principal.of(parts[0].substring(1)).orElseThrow(),
        permission.isPresent() ? Optional.empty() : Optional.of(new RoleId(parts[1])),
        permission.map(Set::of).orElse(Set.of()),
        text.startsWith("-") ? Effect.DENY : Effect.ALLOW,
        parts.length > 2
            ? Optional.of(Instant.parse(parts[2].substring("until=".length())))
            : Optional.empty());
  }

  PolicyData data() {
    return new PolicyData(
        1, "", people, groups, Role.BUILTIN_BY_ID, collections, Map.of(), Map.of());
  }

  Policy policy() {
    return policy(InstantSource.fixed(NOW));
  }

  Policy policy(InstantSource clock) {
    return new Policy(data(), clock);
  }

  static List<String> values(List<CollectionId> ids) {
    return ids.stream().map(CollectionId::value).toList();
  }
}
