package org.acervo.gallery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Permission;
import org.acervo.access.Policy;
import org.acervo.cache.ViewKey;
import org.acervo.cache.Views;
import org.acervo.collections.Collection;
import org.acervo.collections.Collections;
import org.acervo.collections.Tally;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.items.Query;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Page;

/**
 * The room's service: the recurring views. Each is one policy, asked once, joined with what the
 * record holds.
 */
public final class Gallery {
  private final Access access;
  private final Collections collections;
  private final Items items;
  private final Views views;

  public Gallery(Access access, Collections collections, Items items, Views views) {
    this.access = access;
    this.collections = collections;
    this.items = items;
    this.views = views;
  }

  /**
   * A slice of a collection: the items that the caller may list, each with what they may do with
   * it.
   */
  public Page<Exhibit> slice(Caller caller, CollectionId root, Query query) {
    var policy = access.policy();
    return views.view(
        new ViewKey(root, query.toString(), sight(policy, caller)),
        () -> slice(policy, caller, root, query));
  }

  private Page<Exhibit> slice(Policy policy, Caller caller, CollectionId root, Query query) {
    var visible = policy.visible(caller, Permission.LIST, root);
    Set<CollectionId> homes =
        query.recursive()
            ? visible.collections()
            : visible.contains(root) ? Set.of(root) : Set.of();
    long total =
        collections.count(homes).values().stream()
            .mapToLong(tally -> count(tally, query.kind()))
            .sum();
    return items
        .list(root, query, visible, total)
        .map(item -> new Exhibit(item, policy.permissions(caller, item.id(), item.home())));
  }

  private static long count(Tally tally, Optional<Kind> kind) {
    return kind.map(only ->
            switch (only) {
              case IMAGE -> tally.images();
              case PDF -> tally.pdfs();
            })
        .orElseGet(tally::items);
  }

  /** One item with what the caller may do with it. */
  public Exhibit exhibit(Caller caller, Item item) {
    return new Exhibit(item, access.policy().permissions(caller, item.id(), item.home()));
  }

  /** The visible collections from the top to {@code id}, {@code id} included. */
  public List<Ref> path(Caller caller, CollectionId id) {
    var policy = access.policy();
    return refs(visiblePath(policy, caller, id), titles(policy.tree().path(id)));
  }

  /**
   * One collection as the caller sees it.
   *
   * @throws Failed with {@code NotFound} when it went away in the meantime
   */
  public Shelf shelf(Caller caller, CollectionId id) {
    return shelves(access.policy(), caller, List.of(id)).stream()
        .findFirst()
        .orElseThrow(Failed::notFound);
  }

  /** What hangs directly below {@code parent} in the caller's tree, in order. */
  public List<Shelf> children(Caller caller, CollectionId parent) {
    var policy = access.policy();
    return views.view(
        new ViewKey(parent, "children", sight(policy, caller)),
        () -> shelves(policy, caller, hanging(policy, caller, parent)));
  }

  /** One person under one policy always sees the same. */
  private static String sight(Policy policy, Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> "nobody/" + policy.number();
      case Caller.Guest(var link) -> "link/" + link + "/" + policy.number();
      case Caller.Person person ->
          person.id() + "/" + person.scopes() + "/" + person.link() + "/" + policy.number();
    };
  }

  /**
   * What hangs below {@code parent} in the caller's tree: what they may list there. A collection
   * whose parent is hidden hangs at the top.
   */
  private static List<CollectionId> hanging(Policy policy, Caller caller, CollectionId parent) {
    var tree = policy.tree();
    if (!parent.equals(CollectionId.ROOT)) {
      return policy.allowed(caller, Permission.LIST, tree.children(parent));
    }
    var visible = policy.visible(caller, Permission.LIST, CollectionId.ROOT);
    return visible.collections().stream()
        .filter(id -> !visible.contains(tree.parent(id).orElse(CollectionId.ROOT)))
        .toList();
  }

  private List<Shelf> shelves(Policy policy, Caller caller, List<CollectionId> ids) {
    var named = new HashSet<>(ids);
    var counted = new HashSet<CollectionId>();
    for (var id : ids) {
      named.addAll(policy.tree().path(id));
      counted.addAll(policy.visible(caller, Permission.LIST, id).collections());
    }
    var known = titles(named);
    var counts = collections.count(counted);
    return ids.stream()
        .map(known::get)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingLong(Collection::order)
                .thenComparing(Collection::title, String.CASE_INSENSITIVE_ORDER))
        .map(collection -> shelf(policy, caller, collection, known, counts))
        .toList();
  }

  private Shelf shelf(
      Policy policy,
      Caller caller,
      Collection collection,
      Map<CollectionId, Collection> known,
      Map<CollectionId, Tally> counts) {
    var id = collection.id();
    var path = visiblePath(policy, caller, id);
    var homes = policy.visible(caller, Permission.LIST, id);
    var sum =
        homes.collections().stream()
            .map(home -> counts.getOrDefault(home, Tally.NONE))
            .reduce(Tally.NONE, Tally::plus);
    var parent = path.size() < 2 ? CollectionId.ROOT : path.get(path.size() - 2);
    boolean parentShown = policy.tree().parent(id).equals(Optional.of(parent));
    return new Shelf(
        collection,
        parentShown ? parent : CollectionId.ROOT,
        refs(path.subList(0, Math.max(0, path.size() - 1)), known),
        hanging(policy, caller, id).size(),
        homes.contains(id) ? collection.own() : Tally.NONE,
        sum,
        policy.permissions(caller, id),
        sum.items() == 0 ? Optional.empty() : cover(policy, caller, collection));
  }

  /** The chosen cover where the caller may view it, else the newest item that has a preview. */
  private Optional<Item> cover(Policy policy, Caller caller, Collection collection) {
    var visible = policy.visible(caller, Permission.VIEW, collection.id());
    return collection
        .cover()
        .flatMap(items::lookUp)
        .filter(item -> item.trashed().isEmpty() && visible.contains(item.id(), item.home()))
        .or(() -> items.newestDrawn(collection.id(), visible));
  }

  private static List<CollectionId> visiblePath(Policy policy, Caller caller, CollectionId id) {
    return policy.allowed(caller, Permission.LIST, policy.tree().path(id));
  }

  private Map<CollectionId, Collection> titles(java.util.Collection<CollectionId> ids) {
    var known = new HashMap<CollectionId, Collection>();
    collections.find(ids).forEach(collection -> known.put(collection.id(), collection));
    return known;
  }

  private static List<Ref> refs(List<CollectionId> ids, Map<CollectionId, Collection> known) {
    return ids.stream()
        .map(known::get)
        .filter(Objects::nonNull)
        .map(collection -> new Ref(collection.id(), collection.title()))
        .toList();
  }
}
