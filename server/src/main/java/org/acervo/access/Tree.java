package org.acervo.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.AbstractList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.kernel.CollectionId;

/**
 * The tree of collections as it was at one number of the policy. Immutable.
 *
 * <p>A collection's document names its parent and nothing else, so a move is the write of one
 * document. Everything else is derived here, from the top down: what cannot be reached from {@link
 * CollectionId#ROOT} is not in the tree. That takes care of trashed parts, of collections whose
 * parent is missing and of cycles, which a fault could leave in stored data, all in one way.
 *
 * <p>It is kept as a tour: every collection has a position, parents come before their children, and
 * what lies below a collection is the run of positions behind its own (an Euler tour without the
 * way back). So "all below" is an interval, and what is known of each collection is an array.
 *
 * <p>{@code ROOT} is the place above the top-level collections, not a collection: it has children
 * and a subtree, but the tree does not contain it.
 */
public final class Tree {
  static final int NOWHERE = -1;

  private final Map<CollectionId, Branch> branches;
  private final Map<CollectionId, Integer> positions;
  private final CollectionId[] ids;
  private final int[] parents;
  private final int[] ends;
  private final Map<Integer, byte[]> shapes = new ConcurrentHashMap<>();

  private Tree(Map<CollectionId, Branch> branches, boolean withTrashed) {
    this.branches = branches;
    var below = new HashMap<CollectionId, List<CollectionId>>();
    branches.forEach((id, branch) -> {
      if (withTrashed || !branch.trashed()) {
        below.computeIfAbsent(branch.parent(), _ -> new ArrayList<>(2)).add(id);
      }
    });
    below.values().forEach(children -> children.sort(BY_ID_LAST_FIRST));
    positions = HashMap.newHashMap(branches.size());
    var places = new CollectionId[branches.size()];
    var above = new int[branches.size()];
    var open = new ArrayDeque<Step>();
    below(below, CollectionId.ROOT, NOWHERE, open);
    for (int at = 0; !open.isEmpty(); at++) {
      var step = open.removeLast();
      places[at] = step.id();
      above[at] = step.above();
      positions.put(step.id(), at);
      below(below, step.id(), at, open);
    }
    ids = Arrays.copyOf(places, positions.size());
    parents = Arrays.copyOf(above, ids.length);
    ends = new int[ids.length];
    for (int at = ids.length - 1; at >= 0; at--) {
      ends[at] = Math.max(ends[at], at + 1);
      if (parents[at] != NOWHERE) {
        ends[parents[at]] = Math.max(ends[parents[at]], ends[at]);
      }
    }
  }

  private record Step(CollectionId id, int above) {}

  private static void below(
      Map<CollectionId, List<CollectionId>> below, CollectionId id, int at, ArrayDeque<Step> open) {
    for (var child : below.getOrDefault(id, List.of())) {
      open.add(new Step(child, at));
    }
  }

  private static final Comparator<CollectionId> BY_ID_LAST_FIRST =
      Comparator.comparing(CollectionId::value).reversed();

  static Tree of(Map<CollectionId, Branch> branches) {
    return new Tree(branches, false);
  }

  /** The same tree with what lies in the trash, for restoring. */
  public Tree withTrashed() {
    return new Tree(branches, true);
  }

  /** How many collections it has. */
  int size() {
    return ids.length;
  }

  /** Where {@code id} stands in the tour, or {@link #NOWHERE}. */
  int position(CollectionId id) {
    var at = positions.get(id);
    return at == null ? NOWHERE : at;
  }

  CollectionId at(int position) {
    return ids[position];
  }

  /** The position of the collection above, or {@link #NOWHERE} at the top level. */
  int above(int position) {
    return parents[position];
  }

  /** The first position behind what lies below {@code position}. */
  int end(int position) {
    return ends[position];
  }

  /**
   * A hash of all that hangs at and below {@code position} ({@link #NOWHERE}: of everything), with
   * how it hangs together. Equal shapes are equal trees.
   */
  byte[] shape(int position) {
    return shapes.computeIfAbsent(position, this::hashed);
  }

  private byte[] hashed(int position) {
    int from = position == NOWHERE ? 0 : position;
    int to = position == NOWHERE ? ids.length : ends[position];
    var hash = Sights.sha256();
    for (int at = from; at < to; at++) {
      int above = at == from ? NOWHERE : parents[at] - from;
      hash.update((ids[at] + " " + above + "\n").getBytes(UTF_8));
    }
    return hash.digest();
  }

  /** Whether {@code id} is known and neither it nor an ancestor lies in the trash. */
  public boolean contains(CollectionId id) {
    return positions.containsKey(id);
  }

  /** Every collection, parents first. */
  public List<CollectionId> all() {
    return run(0, ids.length);
  }

  /** {@code ROOT} for a top-level collection; empty for {@code ROOT} and what is not here. */
  public Optional<CollectionId> parent(CollectionId id) {
    int at = position(id);
    return at == NOWHERE
        ? Optional.empty()
        : Optional.of(parents[at] == NOWHERE ? CollectionId.ROOT : ids[parents[at]]);
  }

  /** The way to {@code id}: top-level first, {@code id} last; empty for what is not here. */
  public List<CollectionId> path(CollectionId id) {
    var path = new ArrayList<CollectionId>();
    for (int at = position(id); at != NOWHERE; at = parents[at]) {
      path.add(ids[at]);
    }
    return path.reversed();
  }

  /** Direct children, ordered by id; of {@code ROOT} the top-level collections. */
  public List<CollectionId> children(CollectionId id) {
    var found = new ArrayList<CollectionId>();
    int above = position(id);
    if (above != NOWHERE || id.equals(CollectionId.ROOT)) {
      int end = above == NOWHERE ? ids.length : ends[above];
      for (int at = above + 1; at < end; at = ends[at]) {
        found.add(ids[at]);
      }
    }
    return found;
  }

  /** {@code id} and all below it, parents first; of {@code ROOT} every collection. */
  public List<CollectionId> subtree(CollectionId id) {
    if (id.equals(CollectionId.ROOT)) {
      return all();
    }
    int at = position(id);
    return at == NOWHERE ? List.of() : run(at, ends[at]);
  }

  private List<CollectionId> run(int from, int to) {
    return new AbstractList<>() {
      @Override
      public CollectionId get(int index) {
        return ids[from + Objects.checkIndex(index, to - from)];
      }

      @Override
      public int size() {
        return to - from;
      }
    };
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
