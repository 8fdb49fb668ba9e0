package org.acervo.gallery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.acervo.access.Allowance;
import org.acervo.access.Permission;
import org.acervo.collation.Collation;
import org.acervo.collections.Collection;
import org.acervo.collections.Collections;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;

/** Puts together what callers see of collections. */
final class Shelves {
  private final Collections collections;
  private final Items items;
  private final Collation collation;

  Shelves(Collections collections, Items items, Collation collation) {
    this.collections = collections;
    this.items = items;
    this.collation = collation;
  }

  /** The visible collections from the top to {@code id}, {@code id} included. */
  List<Ref> path(Allowance allowance, CollectionId id) {
    return refs(visiblePath(allowance, id), titles(allowance.tree().path(id)));
  }

  /**
   * What hangs below {@code parent} in the caller's tree: what they may list there. A collection
   * whose parent is hidden hangs at the top.
   */
  static List<CollectionId> hanging(Allowance allowance, CollectionId parent) {
    var tree = allowance.tree();
    if (!parent.equals(CollectionId.ROOT)) {
      return allowance.allowed(Permission.LIST, tree.children(parent));
    }
    var visible = allowance.visible(Permission.LIST, CollectionId.ROOT);
    return visible.collections().stream()
        .filter(id -> !visible.contains(tree.parent(id).orElse(CollectionId.ROOT)))
        .toList();
  }

  /** Those of {@code ids} that exist, in the order in which they are shown. */
  List<Shelf> of(Allowance allowance, List<CollectionId> ids) {
    var named = new HashSet<>(ids);
    ids.forEach(id -> named.addAll(allowance.tree().path(id)));
    var known = titles(named);
    var counting = new Counting(collections, items, allowance, ids);
    return ids.stream()
        .map(known::get)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingLong(Collection::order)
                .thenComparing(collection -> collation.key(collection.title()))
                .thenComparing(collection -> collection.id().value()))
        .map(collection -> shelf(allowance, collection, known, counting))
        .toList();
  }

  private Shelf shelf(
      Allowance allowance,
      Collection collection,
      Map<CollectionId, Collection> known,
      Counting counting) {
    var id = collection.id();
    var path = visiblePath(allowance, id);
    var below = counting.below(id);
    var parent = path.size() < 2 ? CollectionId.ROOT : path.get(path.size() - 2);
    boolean parentShown = allowance.tree().parent(id).equals(Optional.of(parent));
    return new Shelf(
        collection,
        parentShown ? parent : CollectionId.ROOT,
        refs(path.subList(0, Math.max(0, path.size() - 1)), known),
        hanging(allowance, id).size(),
        counting.own(id),
        below,
        allowance.permissions(id),
        below.items() == 0 ? Optional.empty() : cover(allowance, collection, counting));
  }

  /** The chosen cover where the caller may see it, else the newest such item with a preview. */
  private Optional<Item> cover(Allowance allowance, Collection collection, Counting counting) {
    var id = collection.id();
    return collection
        .cover()
        .flatMap(items::lookUp)
        .filter(item -> item.trashed().isEmpty() && allowance.tree().path(item.home()).contains(id))
        .filter(counting::seen)
        .or(() -> counting.newestDrawn(id));
  }

  private static List<CollectionId> visiblePath(Allowance allowance, CollectionId id) {
    return allowance.allowed(Permission.LIST, allowance.tree().path(id));
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
