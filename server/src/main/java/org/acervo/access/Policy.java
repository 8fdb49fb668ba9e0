package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * All of people's states, groups, roles, links, the tree of collections and the grants, as they
 * were at one number, compiled for asking. Immutable; only the clock moves, because grants expire.
 *
 * <p><b>The decision</b> for (principals of the caller, permission, collection): walk from the
 * collection up to its top-level collection. At each level look at the entries that exist now, name
 * one of the caller's principals and cover the permission. The first level that has any decides: a
 * deny among them means no, otherwise yes. A level that does not inherit ends the walk with no, and
 * so does the top. An item's own entries are a level below its home. What is unknown or in the
 * trash allows nothing, and a disabled or unknown person holds nothing, not even what everyone
 * holds.
 *
 * <p><b>Speed.</b> A caller's principals are narrowed to those that any grant names, so thousands
 * of people come down to few sets; each set is compiled once into {@link Rights}, on first use. A
 * question is then two look-ups and a bit. A change makes the next policy, which takes over the
 * compiled sets that the change cannot concern.
 */
public final class Policy {
  /** What compiled sets may take in memory; beyond it they are dropped and made again. */
  private static final long MOST_COMPILED = 32L << 20;

  private final PolicyData data;
  private final InstantSource clock;
  private final Tree tree;
  private final @Nullable Branch[] special;
  private final Map<Set<Principal>, Rights> compiled;
  private final Map<UserId, Rights> ofPerson = new ConcurrentHashMap<>();

  /** Every principal that a grant names; one that no grant names any more does no harm. */
  private volatile @Nullable Set<Principal> named;

  private volatile @Nullable Policy trashed;
  private final Sights sights;
  private volatile @Nullable String namesHash;

  Policy(PolicyData data, InstantSource clock) {
    this(data, clock, Tree.of(data.collections()));
  }

  private Policy(PolicyData data, InstantSource clock, Tree tree) {
    this(data, clock, tree, special(data, tree), new ConcurrentHashMap<>());
  }

  private Policy(
      PolicyData data,
      InstantSource clock,
      Tree tree,
      @Nullable Branch[] special,
      Map<Set<Principal>, Rights> compiled) {
    this.data = data;
    this.clock = clock;
    this.tree = tree;
    this.special = special;
    this.compiled = compiled;
    this.sights = new Sights(data, tree);
  }

  private static @Nullable Branch[] special(PolicyData data, Tree tree) {
    var special = new @Nullable Branch[tree.size()];
    for (int at = 0; at < special.length; at++) {
      var branch = data.collections().get(tree.at(at));
      special[at] = branch != null && branch.special() ? branch : null;
    }
    return special;
  }

  /** The policy after {@code entry}. */
  Policy with(Entry entry) {
    return with(data.with(entry), entry.change().patches());
  }

  /** What the policy would be after {@code patches}. */
  Policy with(List<Patch> patches) {
    return with(data.with(patches), patches);
  }

  private Policy with(PolicyData next, List<Patch> patches) {
    var made = following(next, patches);
    if (patches.stream().noneMatch(patch -> patch.in() == Patch.In.USERS)) {
      made.namesHash = namesHash;
    }
    return made;
  }

  private Policy following(PolicyData next, List<Patch> patches) {
    boolean moved = false;
    boolean everybody = false;
    var names = named;
    var touched = new HashSet<Principal>();
    for (var patch : patches) {
      switch (patch.in()) {
        case COLLECTIONS -> {
          var id = new CollectionId(patch.id());
          var before = data.collections().get(id);
          var after = next.collections().get(id);
          moved |= !samePlace(before, after);
          touched.addAll(principals(before));
          touched.addAll(principals(after));
          everybody |= before != null && after != null && before.inherit() != after.inherit();
        }
        case ROLES -> everybody = true;
        case ITEM_GRANTS -> names = null;
        case USERS, GROUPS, LINKS, SESSIONS, TOKENS, ITEM_MOVES -> {}
      }
    }
    if (moved) {
      return new Policy(next, clock);
    }
    if (touched.isEmpty() && !everybody) {
      var same = new Policy(next, clock, tree, special, compiled);
      same.named = names;
      return same;
    }
    Map<Set<Principal>, Rights> kept = new ConcurrentHashMap<>();
    if (!everybody) {
      kept.putAll(compiled);
      kept.keySet().removeIf(set -> !Collections.disjoint(set, touched));
    }
    var changed = special.clone();
    for (var patch : patches) {
      int at = patch.in() == Patch.In.COLLECTIONS ? tree.position(id(patch)) : Tree.NOWHERE;
      if (at != Tree.NOWHERE) {
        var branch = next.collections().get(id(patch));
        changed[at] = branch != null && branch.special() ? branch : null;
      }
    }
    var made = new Policy(next, clock, tree, changed, kept);
    if (names != null && names.containsAll(touched)) {
      made.named = names;
    }
    return made;
  }

  private static CollectionId id(Patch patch) {
    return new CollectionId(patch.id());
  }

  private static boolean samePlace(@Nullable Branch a, @Nullable Branch b) {
    if (a == null || b == null) {
      return a == null && b == null;
    }
    return a.parent().equals(b.parent()) && a.trashed() == b.trashed();
  }

  private static List<Principal> principals(@Nullable Branch branch) {
    return branch == null ? List.of() : branch.grants().stream().map(Grant::principal).toList();
  }

  /** Counts changes: a later policy has a higher number. */
  public long number() {
    return data.number();
  }

  public Tree tree() {
    return tree;
  }

  /** Those that carry rights of their own. */
  public Set<ItemId> itemsWithRights() {
    return data.items().keySet();
  }

  Instant now() {
    return clock.instant();
  }

  PolicyData data() {
    return data;
  }

  /** The same rights over a tree that still has what lies in the trash, for restoring. */
  public Policy withTrashed() {
    var made = trashed;
    if (made == null) {
      made = new Policy(data, clock, tree.withTrashed());
      trashed = made;
    }
    return made;
  }

  /** What {@code caller} may do, for many questions at this moment. */
  public Allowance of(Caller caller) {
    long now = clock.millis();
    return new Allowance(this, caller, rights(caller, now), scopes(caller).mask(), now);
  }

  /** One question by itself, which does without the time where no grant expires. */
  public boolean allows(Caller caller, Permission permission, CollectionId collection) {
    int at = tree.position(collection);
    return at != Tree.NOWHERE
        && (rights(caller).at(at) & scopes(caller).mask() & permission.bit()) != 0;
  }

  /** Whether the caller may do that with an item that lies in {@code home}. */
  public boolean allows(Caller caller, Permission permission, ItemId item, CollectionId home) {
    return of(caller).allows(permission, item, home);
  }

  /** Everything that {@code caller} may do in {@code collection}. */
  public Set<Permission> permissions(Caller caller, CollectionId collection) {
    return of(caller).permissions(collection);
  }

  /** Everything that {@code caller} may do with an item that lies in {@code home}. */
  public Set<Permission> permissions(Caller caller, ItemId item, CollectionId home) {
    return of(caller).permissions(item, home);
  }

  /** Which collections at or below {@code root} (of {@code ROOT}: all) give {@code permission}. */
  public Visible visible(Caller caller, Permission permission, CollectionId root) {
    return of(caller).visible(permission, root);
  }

  String sight(Rights rights, CollectionId root, int scopes, long now) {
    return sights.of(rights, tree.position(root), scopes, now);
  }

  /** How many active people have the sight that {@code caller} has of {@code root}. */
  public long sharing(Caller caller, CollectionId root) {
    var sight = of(caller).sight(root);
    int scopes = scopes(caller).mask();
    long now = clock.millis();
    var standing = standing(now);
    return data.people().entrySet().stream()
        .filter(entry -> entry.getValue().active())
        .map(entry -> compile(standing.of(entry.getKey()), now))
        .filter(rights -> sight(rights, root, scopes, now).equals(sight))
        .count();
  }

  /** Another one when anybody has another name: for the keys of answers that show names. */
  public String names() {
    var known = namesHash;
    if (known == null) {
      known = Sights.names(data.people());
      namesHash = known;
    }
    return known;
  }

  /** What a person is called, while there is such a person. */
  public Optional<String> name(UserId id) {
    return member(id).map(Member::name);
  }

  /** Administrators hold every system permission, as far as their credential's scopes go. */
  public boolean allows(Caller caller, SystemPermission permission) {
    return administers(caller) && scopes(caller).permits(permission);
  }

  /** Whether the caller is an active administrator, whatever the scopes of the credential. */
  boolean administers(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> false;
      case Caller.Guest ignored -> false;
      case Caller.Person person -> {
        var member = data.people().get(person.id());
        yield member != null && member.active() && member.admin();
      }
    };
  }

  private static Scopes scopes(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Scopes.ALL;
      case Caller.Guest ignored -> Scopes.ALL;
      case Caller.Person person -> person.scopes();
    };
  }

  // Who the caller counts as

  Rights rights(Caller caller) {
    if (caller instanceof Caller.Person person && person.link().isEmpty()) {
      var known = ofPerson.get(person.id());
      if (known != null && !known.expires()) {
        return known;
      }
    }
    return rights(caller, clock.millis());
  }

  private Rights rights(Caller caller, long now) {
    if (caller instanceof Caller.Person person && person.link().isEmpty()) {
      var known = ofPerson.get(person.id());
      if (known == null || !known.holds(now)) {
        known = compile(standing(now).of(person.id()), now);
        ofPerson.put(person.id(), known);
      }
      return known;
    }
    return compile(standing(now).of(caller), now);
  }

  /** Narrows to what any grant names, and compiles unless somebody did. */
  private Rights compile(Set<Principal> principals, long now) {
    var narrow = new HashSet<>(principals);
    narrow.retainAll(named());
    var key = Set.copyOf(narrow);
    var known = compiled.get(key);
    if (known == null || !known.holds(now)) {
      if ((compiled.size() + 1L) * tree.size() > MOST_COMPILED) {
        compiled.clear();
        ofPerson.clear();
        sights.forget();
      }
      known = Rights.of(key, tree, special, data.roles(), now);
      compiled.put(key, known);
    }
    return known;
  }

  private Set<Principal> named() {
    var known = named;
    if (known == null) {
      known = new HashSet<>();
      for (var branch : special) {
        known.addAll(principals(branch));
      }
      for (var own : data.items().values()) {
        for (var grant : own.grants()) {
          known.add(grant.principal());
        }
      }
      named = known;
    }
    return known;
  }

  Set<Principal> principals(Caller caller) {
    return standing(clock.millis()).of(caller);
  }

  Set<Principal> principals(UserId id) {
    return standing(clock.millis()).of(id);
  }

  /** As which principals everybody counts who counts as {@code principal}. */
  Set<Principal> least(Principal principal) {
    return standing(clock.millis()).least(principal);
  }

  /** Whether the link is there and has not expired. */
  boolean opens(LinkId link) {
    return standing(clock.millis()).opens(link);
  }

  private Standing standing(long now) {
    return new Standing(data, Instant.ofEpochMilli(now));
  }

  // What changes of rights ask

  /** A grant and the collection it is set on. */
  record Above(CollectionId from, Grant grant) {}

  /** The grants that exist above {@code collection}, nearest first, up to where a level is cut. */
  List<Above> inherited(CollectionId collection) {
    var levels = tree.path(collection).reversed();
    return levels.isEmpty() ? List.of() : existing(levels.subList(1, levels.size()));
  }

  /** The same for an item: those of its home come first. */
  List<Above> inheritedByItems(CollectionId home) {
    return existing(tree.path(home).reversed());
  }

  private List<Above> existing(List<CollectionId> levels) {
    Instant now = clock.instant();
    var found = new ArrayList<Above>();
    for (var level : levels) {
      branch(level).grants().stream()
          .filter(grant -> grant.exists(now))
          .forEach(grant -> found.add(new Above(level, grant)));
      if (!branch(level).inherit()) {
        break;
      }
    }
    return found;
  }

  /** What {@code rights} give at a position; for an item what they give on it, at its home. */
  int at(Rights rights, Target target, int position) {
    return switch (target) {
      case Target.OfCollection ignored -> rights.at(position);
      case Target.OfItem(var item, var _) ->
          over(item, rights, rights.at(position), clock.millis());
    };
  }

  /** What an item's own entries make of what its home gives. */
  int over(ItemId item, Rights rights, int home, long now) {
    var own = data.items().get(item);
    return own == null
        ? home
        : new Rights.Level(rights.principals(), data.roles(), now)
            .over(home, own.inherit(), own.grants());
  }

  /** The branch at a position where rights may differ from the level above; null elsewhere. */
  @Nullable Branch special(int position) {
    return special[position];
  }

  /** How many active administrators there are besides {@code id}. */
  long otherAdministrators(UserId id) {
    return data.people().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(id))
        .filter(entry -> entry.getValue().active() && entry.getValue().admin())
        .count();
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
      case Principal.Link(var id) -> data.links().containsKey(id);
      case Principal.SignedIn(), Principal.Everyone() -> true;
    };
  }

  Optional<Role> role(RoleId role) {
    return Optional.ofNullable(data.roles().get(role));
  }

  Optional<Member> member(UserId id) {
    return Optional.ofNullable(data.people().get(id));
  }
}
