package org.acervo.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.acervo.store.StoreFailures;
import org.bson.Document;

/** A small installation and random changes of its rights, of every kind there is. */
final class Acts {
  private static final int PEOPLE = 8;
  private static final int GROUPS = 5;
  private static final int COLLECTIONS = 20;
  private static final int ITEMS = 6;

  private final Fleet fleet;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Queue<History.Act> done = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> surprises = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> kinds = new ConcurrentHashMap<>();
  private final List<Caller> subjects = new CopyOnWriteArrayList<>();
  private final List<UserId> people = new ArrayList<>();
  private final List<GroupId> groups = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private final List<RoleId> roles = new CopyOnWriteArrayList<>();
  private final List<LinkId> links = new CopyOnWriteArrayList<>();
  private final Caller.Person admin;
  private volatile int hot;

  Acts(Fleet fleet) {
    this.fleet = fleet;
    var room = fleet.node(0).room;
    var token = room.firstRun().begin().orElseThrow();
    admin = room.firstRun().setup(token, "admin", "Ada", TestNode.PASSWORD, "test").person();
    for (int i = 0; i < PEOPLE; i++) {
      var made = room.people().create(admin, UserNew.of("u" + i, "u" + i, TestNode.PASSWORD));
      people.add(made.id());
      subjects.add(World.caller(made.id().value()));
    }
    subjects.add(new Caller.Anonymous());
    for (int i = 0; i < GROUPS; i++) {
      groups.add(room.groups().create(admin, "g" + i, "").id());
    }
    for (int i = 0; i < 3; i++) {
      roles.add(room.roles().create(admin, "r" + i, Set.of(Permission.VIEW)).id());
    }
    Role.BUILTIN.forEach(role -> roles.add(role.id()));
    for (int i = 0; i < COLLECTIONS; i++) {
      var id = new CollectionId("c" + i);
      asleep(Patch.In.COLLECTIONS, id.value());
      var parent = i < 3 ? CollectionId.ROOT : new CollectionId("c" + (i - 1) / 2);
      var wake =
          Patch.wake(Patch.In.COLLECTIONS, id.value())
              .with("parent", parent.value())
              .with("inherit", true)
              .with("grants", stored(List.of(Grant.allow(first(i), Role.BUILTIN.get(i % 5)))));
      room.access().change(admin, _ -> Optional.of(Change.of("collection made", "").and(wake)));
      targets.add(Target.of(id));
    }
    for (int i = 0; i < ITEMS; i++) {
      targets.add(
          Target.of(new ItemId("i" + i), new CollectionId("c" + (i * 7 + 3) % COLLECTIONS)));
    }
  }

  private Principal first(int i) {
    return i < 3
        ? new Principal.SignedIn()
        : i % 2 == 0
            ? new Principal.Group(groups.get(i % GROUPS))
            : new Principal.User(people.get(i % PEOPLE));
  }

  /** Something that counts for nothing until a change wakes it. */
  private void asleep(Patch.In in, String id) {
    var _ =
        fleet
            .store()
            .database()
            .getCollection(in.key())
            .insertOne(
                new Document("_id", id)
                    .append("hash", id)
                    .append("title", id)
                    .append("asleep", Date.from(Instant.now())));
  }

  List<Caller> subjects() {
    return subjects;
  }

  List<Target> targets() {
    return targets;
  }

  List<UserId> people() {
    return people;
  }

  List<History.Act> done() {
    return List.copyOf(done);
  }

  Queue<Throwable> surprises() {
    return surprises;
  }

  /** How often each kind of change answered. */
  Map<String, Integer> kinds() {
    return kinds;
  }

  /** On what rights were changed last. */
  int hot() {
    return hot;
  }

  /** Does something, and notes from when to when; tells whether it answered. */
  boolean act(String what, int node, Consumer<Caller.Person> doing) {
    var name = "op-" + numbers.incrementAndGet();
    var actor =
        new Caller.Person(
            admin.id(),
            name,
            name,
            true,
            Optional.empty(),
            Scopes.ALL,
            new Credential.Console(),
            Optional.empty());
    long invoked = System.nanoTime();
    long answered = Long.MAX_VALUE;
    var result = "done";
    try {
      doing.accept(actor);
      answered = System.nanoTime();
      kinds.merge(what, 1, Integer::sum);
    } catch (RuntimeException e) {
      result = String.valueOf(e.getMessage());
      if (!(e instanceof Failed) && StoreFailures.of(e).isEmpty()) {
        surprises.add(e);
      }
    }
    done.add(new History.Act(name, what, node, invoked, answered, result));
    return answered != Long.MAX_VALUE;
  }

  /** One random change on one node. */
  void any(RandomGenerator random, int node) {
    switch (random.nextInt(18)) {
      case 0, 1, 2, 3, 4, 5 -> grants(random, node);
      case 6 -> inherit(random, node);
      case 7 -> move(random, node);
      case 8 -> trash(random, node);
      case 9 -> role(random, node);
      case 10 -> removeRole(random, node);
      case 11, 12 -> member(random, node);
      case 13 -> nest(random, node);
      case 14 -> state(random, node);
      case 15 -> item(random, node);
      default -> link(random, node);
    }
  }

  private void change(String what, int node, BiFunction<Policy, Change, Optional<Change>> planned) {
    var access = fleet.node(node).room.access();
    act(
        what,
        node,
        actor -> access.change(actor, policy -> planned.apply(policy, Change.of(what, ""))));
  }

  private CollectionId collection(RandomGenerator random) {
    int at = random.nextInt(COLLECTIONS);
    hot = at;
    return targets.get(at).collection();
  }

  private void grants(RandomGenerator random, int node) {
    var id = collection(random);
    var fresh = grant(random);
    int gone = random.nextInt(8);
    change(
        "grants",
        node,
        (policy, change) -> {
          var list = changed(policy.branch(id).grants(), fresh, gone);
          return Optional.of(
              change.and(
                  Patch.change(Patch.In.COLLECTIONS, id.value()).with("grants", stored(list))));
        });
  }

  private static List<Grant> changed(List<Grant> before, Grant fresh, int gone) {
    var list = new ArrayList<>(before);
    if (gone < list.size()) {
      list.remove(gone);
    } else {
      list.add(fresh);
    }
    return list;
  }

  private static List<Map<String, Object>> stored(List<Grant> grants) {
    return grants.stream().map(grant -> StoredGrant.of(grant).fields()).toList();
  }

  private Grant grant(RandomGenerator random) {
    Principal principal =
        switch (random.nextInt(8)) {
          case 0 -> new Principal.Everyone();
          case 1 -> new Principal.SignedIn();
          case 2, 3, 4 -> new Principal.Group(groups.get(random.nextInt(GROUPS)));
          default -> new Principal.User(people.get(random.nextInt(PEOPLE)));
        };
    boolean byRole = random.nextInt(3) > 0;
    Optional<Instant> until =
        random.nextInt(4) == 0
            ? Optional.of(Instant.now().plus(Duration.ofMillis(random.nextInt(50, 1_500))))
            : Optional.empty();
    return new Grant(
        principal,
        byRole ? Optional.of(roles.get(random.nextInt(roles.size()))) : Optional.empty(),
        byRole ? Set.of() : permissions(random),
        random.nextInt(3) == 0 ? Effect.DENY : Effect.ALLOW,
        until);
  }

  private static Set<Permission> permissions(RandomGenerator random) {
    var set = EnumSet.of(History.PERMISSIONS.get(random.nextInt(History.PERMISSIONS.size())));
    for (var permission : Permission.values()) {
      if (random.nextInt(3) == 0) {
        set.add(permission);
      }
    }
    return set;
  }

  private void inherit(RandomGenerator random, int node) {
    var id = collection(random);
    change(
        "inherit",
        node,
        (policy, change) ->
            Optional.of(
                change.and(
                    Patch.change(Patch.In.COLLECTIONS, id.value())
                        .with("inherit", !policy.branch(id).inherit()))));
  }

  private void move(RandomGenerator random, int node) {
    var id = collection(random);
    var to = random.nextInt(4) == 0 ? CollectionId.ROOT : collection(random);
    change(
        "move",
        node,
        (policy, change) ->
            policy.withTrashed().tree().subtree(id).contains(to)
                ? Optional.empty()
                : Optional.of(
                    change.and(
                        Patch.change(Patch.In.COLLECTIONS, id.value())
                            .with("parent", to.value()))));
  }

  private void trash(RandomGenerator random, int node) {
    var id = collection(random);
    change(
        "trash",
        node,
        (policy, change) -> {
          var patch = Patch.change(Patch.In.COLLECTIONS, id.value());
          return Optional.of(
              change.and(
                  policy.branch(id).trashed()
                      ? patch.without("del")
                      : patch.with("del", Map.of("at", Instant.now()))));
        });
    if (random.nextInt(3) > 0) {
      // Mostly restored again, or soon nothing would be left to ask about.
      change(
          "restore",
          node,
          (policy, change) ->
              policy.branch(id).trashed()
                  ? Optional.of(
                      change.and(Patch.change(Patch.In.COLLECTIONS, id.value()).without("del")))
                  : Optional.empty());
    }
  }

  private void role(RandomGenerator random, int node) {
    var id = roles.get(random.nextInt(roles.size()));
    var keys = permissions(random).stream().map(Permission::key).toList();
    change(
        "role",
        node,
        (policy, change) ->
            policy
                .role(id)
                .filter(role -> !role.builtin())
                .map(role ->
                    change.and(
                        Patch.change(Patch.In.ROLES, id.value())
                            .with("permissions", keys)
                            .with("rev", role.rev() + 1))));
  }

  private void removeRole(RandomGenerator random, int node) {
    var id = roles.get(random.nextInt(roles.size()));
    if (Role.BUILTIN_BY_ID.containsKey(id)) {
      return;
    }
    roles.remove(id);
    change(
        "role removed",
        node,
        (_, change) -> Optional.of(change.and(Patch.remove(Patch.In.ROLES, id.value()))));
    var room = fleet.node(node).room;
    act(
        "role defined",
        node,
        actor -> roles.add(room.roles().create(actor, actor.login(), permissions(random)).id()));
  }

  private void member(RandomGenerator random, int node) {
    var who = people.get(random.nextInt(PEOPLE));
    var group = groups.get(random.nextInt(GROUPS));
    change(
        "membership",
        node,
        (policy, change) -> {
          var ids = new HashSet<>(policy.member(who).orElseThrow().groups());
          if (!ids.remove(group)) {
            ids.add(group);
          }
          return Optional.of(
              change.and(
                  Patch.change(Patch.In.USERS, who.value())
                      .with("groups", ids.stream().map(GroupId::value).toList())));
        });
  }

  private void nest(RandomGenerator random, int node) {
    var outer = groups.get(random.nextInt(GROUPS));
    var inner = groups.get(random.nextInt(GROUPS));
    var service = fleet.node(node).room.groups();
    boolean in = random.nextInt(2) == 0;
    act(
        "nesting",
        node,
        actor -> {
          if (in) {
            service.add(actor, outer, inner);
          } else {
            service.remove(actor, outer, inner);
          }
        });
  }

  /** Disables or enables one of the first half of the people. */
  private void state(RandomGenerator random, int node) {
    var who = people.get(random.nextInt(PEOPLE / 2));
    change(
        "state",
        node,
        (policy, change) -> {
          var member = policy.member(who).orElseThrow();
          var next = member.active() ? User.State.DISABLED : User.State.ACTIVE;
          return Optional.of(
              change.and(
                  Patch.change(Patch.In.USERS, who.value())
                      .with("state", next.key())
                      .with("gen", member.gen() + 1)));
        });
  }

  private void item(RandomGenerator random, int node) {
    int at = COLLECTIONS + random.nextInt(ITEMS);
    hot = at;
    var id = ((Target.OfItem) targets.get(at)).id();
    var fresh = grant(random);
    int gone = random.nextInt(4);
    boolean inherit = random.nextInt(4) > 0;
    change(
        "item grants",
        node,
        (policy, change) -> {
          var own = policy.data().items().get(id);
          var list = changed(own == null ? List.of() : own.grants(), fresh, gone);
          return Optional.of(
              change.and(
                  Patch.keep(Patch.In.ITEM_GRANTS, id.value())
                      .with("inherit", inherit)
                      .with("grants", stored(list))));
        });
  }

  private void link(RandomGenerator random, int node) {
    if (links.size() > 3) {
      var id = links.remove(random.nextInt(links.size()));
      change(
          "link revoked",
          node,
          (_, change) -> Optional.of(change.and(Patch.remove(Patch.In.LINKS, id.value()))));
      return;
    }
    var id = new LinkId("l" + numbers.incrementAndGet());
    var where = collection(random);
    var until = grant(random).until();
    asleep(Patch.In.LINKS, id.value());
    subjects.add(new Caller.Guest(id));
    change(
        "link made",
        node,
        (policy, change) -> {
          var list = new ArrayList<>(policy.branch(where).grants());
          list.removeIf(grant ->
              grant.principal() instanceof Principal.Link old && !links.contains(old.id()));
          list.add(Grant.allow(new Principal.Link(id), Role.VIEWER));
          return Optional.of(
              change
                  .and(Patch.wake(Patch.In.LINKS, id.value()).with("until", until))
                  .and(
                      Patch.change(Patch.In.COLLECTIONS, where.value())
                          .with("grants", stored(list))));
        });
    links.add(id);
  }
}
