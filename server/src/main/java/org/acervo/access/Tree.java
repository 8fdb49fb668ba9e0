package org.acervo.access;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.CollectionId;

/**
 * The tree of collections as it was at one number of the policy. Immutable.
 *
 * <p>A collection's document names its parent and nothing else, so a move is the write of one
 * document. Everything else is derived here, from the top down: what cannot be reached from {@link
 * CollectionId#ROOT} is not in the tree. That takes care of trashed parts, of collections whose
 * parent is missing and of cycles, which a fault could leave in stored data, all in one way.
 *
 * <p>{@code ROOT} is the place above the top-level collections, not a collection: it has children
 * and a subtree, but the tree does not contain it.
 */
public final class Tree {
  private final Map<CollectionId, Branch> branches;
  private final Map<CollectionId, CollectionId> parents = new HashMap<>();
  private final Map<CollectionId, List<CollectionId>> children = new HashMap<>();

  private Tree(Map<CollectionId, Branch> branches, boolean withTrashed) {
    this.branches = branches;
    var below = new HashMap<CollectionId, List<CollectionId>>();
    branches.forEach((id, branch) -> {
      if (withTrashed || !branch.trashed()) {
        below.computeIfAbsent(branch.parent(), parent -> new ArrayList<>()).add(id);
      }
    });
    var open = new ArrayDeque<CollectionId>(List.of(CollectionId.ROOT));
    while (!open.isEmpty()) {
      var parent = open.remove();
      var found =
          below.getOrDefault(parent, List.of()).stream()
              .sorted(Comparator.comparing(CollectionId::value))
              .toList();
      children.put(parent, found);
      for (var child : found) {
        parents.put(child, parent);
        open.add(child);
      }
    }
  }

  static Tree of(Map<CollectionId, Branch> branches) {
    return new Tree(branches, false);
  }

  /** The same tree with what lies in the trash, for restoring. */
  public Tree withTrashed() {
    return new Tree(branches, true);
  }

  /** Whether {@code id} is known and neither it nor an ancestor lies in the trash. */
  public boolean contains(CollectionId id) {
    return parents.containsKey(id);
  }

  /** Every collection, in no particular order. */
  public List<CollectionId> all() {
    return List.copyOf(parents.keySet());
  }

  /** {@code ROOT} for a top-level collection; empty for {@code ROOT} and what is not here. */
  public Optional<CollectionId> parent(CollectionId id) {
    return Optional.ofNullable(parents.get(id));
  }

  /** The way to {@code id}: top-level first, {@code id} last; empty for what is not here. */
  public List<CollectionId> path(CollectionId id) {
    var path = new ArrayList<CollectionId>();
    for (var at = id; contains(at); at = parents.getOrDefault(at, CollectionId.ROOT)) {
      path.add(at);
    }
    return path.reversed();
  }

  /** Direct children, ordered by id; of {@code ROOT} the top-level collections. */
  public List<CollectionId> children(CollectionId id) {
    return children.getOrDefault(id, List.of());
  }

  /** {@code id} and all below it, parents first; of {@code ROOT} every collection. */
  public List<CollectionId> subtree(CollectionId id) {
    var found = new ArrayList<CollectionId>();
    if (contains(id)) {
      found.add(id);
    } else {
      found.addAll(children(id));
    }
    for (int i = 0; i < found.size(); i++) {
      found.addAll(children(found.get(i)));
    }
    return found;
  }

  /** The collections that were put into the trash themselves; those below them are not named. */
  public List<CollectionId> trashed() {
    return branches.entrySet().stream()
        .filter(entry -> entry.getValue().trashed())
        .map(Map.Entry::getKey)
        .sorted(Comparator.comparing(CollectionId::value))
        .toList();
  }
}
