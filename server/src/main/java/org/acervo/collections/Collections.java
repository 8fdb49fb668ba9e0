package org.acervo.collections;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Change;
import org.acervo.access.Grants;
import org.acervo.access.ItemCounts;
import org.acervo.access.Moving;
import org.acervo.access.Patch;
import org.acervo.access.Policy;
import org.acervo.access.Tree;
import org.acervo.cache.Views;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Revision;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/**
 * The room's service: grows and changes the tree.
 *
 * <p>A move, a trip to the trash and back are each a change of rights that patches one document and
 * also notes there that the items below have to follow. They follow before the change is answered,
 * and if we die in between, the next sweep makes them. Until then a listing may miss items, but
 * shows none it should not: each item is judged by its home, never by the path it carries.
 */
public final class Collections {
  private static final int DEPTH = 32;

  /** How many items one question counts, if no single collection holds more. */
  private static final long PORTION = 20_000;

  /** What a collection costs even if nothing is in it, in items. */
  private static final long EMPTY = 40;

  private final MongoCollections store;
  private final Access access;
  private final Contents contents;
  private final InstantSource clock;
  private final Ids ids;
  private final Views views;

  public Collections(
      Store store, Access access, Contents contents, InstantSource clock, Ids ids, Views views) {
    this.store = new MongoCollections(store.database());
    this.access = access;
    this.contents = contents;
    this.clock = clock;
    this.ids = ids;
    this.views = views;
  }

  public static List<Migrations.Step> migrations() {
    return List.of(MongoCollections.indexes());
  }

  /**
   * One of them.
   *
   * @throws Failed with {@code NotFound}
   */
  public org.acervo.collections.Collection find(CollectionId id) {
    return store.find(id).orElseThrow(Failed::notFound);
  }

  /** Those of {@code ids} that exist, in no particular order. */
  public List<org.acervo.collections.Collection> find(Collection<CollectionId> ids) {
    return ids.isEmpty() ? List.of() : store.find(ids);
  }

  /** Makes a collection; at the top level its creator owns it, and nobody else sees it. */
  public org.acervo.collections.Collection create(
      Caller.Person creator, CollectionId parent, String title, String descr) {
    var checked = new Edit(title, descr, new Cover.Keep(), null);
    var id = new CollectionId(ids.fresh());
    store.insert(
        id,
        Edit.checkTitle(title),
        checked.descr() == null ? "" : checked.descr(),
        clock.instant());
    try {
      change(
          creator,
          id,
          policy -> {
            checkPlace(policy.tree(), parent, 1);
            var grants =
                parent.equals(CollectionId.ROOT) ? Grants.ofCreator(creator.id()) : List.of();
            return said("collection made", id)
                .to(text(parent))
                .and(
                    Patch.wake(Patch.In.COLLECTIONS, id.value())
                        .with("parent", parent.value())
                        .with("order", store.lastOrder(parent) + 1)
                        .with("inherit", true)
                        .with("grants", grants));
          });
    } catch (Failed failed) {
      if (!(failed.failure() instanceof Failure.Unknown)) {
        store.forgetAsleep(id);
      }
      throw failed;
    }
    return afterwards(() -> find(id));
  }

  /**
   * Changes what people say about it.
   *
   * @throws Failed with {@code Stale} when {@code revision} is not the current one
   */
  public org.acervo.collections.Collection edit(CollectionId id, Revision revision, Edit edit) {
    return views.write(
        () -> edit.title() == null ? path(id) : pathAndBelow(id),
        () -> {
          var edited = store.edit(id, revision, edit);
          if (edited.isEmpty()) {
            revision.check(find(id).rev());
          }
          return edited.orElseThrow(Failed::notFound);
        });
  }

  /**
   * Puts a collection with all below it under another parent.
   *
   * @throws Failed as {@link Moving#check}
   */
  public org.acervo.collections.Collection move(
      Caller.Person mover, CollectionId id, CollectionId parent) {
    change(
        mover,
        id,
        policy -> {
          var tree = policy.tree();
          if (tree.path(parent).contains(id)) {
            throw Failed.invalid("parent", "lies inside the collection itself");
          }
          checkPlace(tree, parent, height(tree, id));
          var moved =
              patch(id).with("parent", parent.value()).with("order", store.lastOrder(parent) + 1);
          Moving.check(policy, mover, id, moved);
          return said("collection moved", id)
              .from(tree.parent(id).map(Collections::text).orElse(""))
              .to(text(parent))
              .and(moved);
        });
    return followed(id);
  }

  /** Puts a collection with all below it into the trash. */
  public void trash(Caller.Person remover, CollectionId id) {
    change(
        remover,
        id,
        _ -> said("collection put into the trash", id).and(patch(id).with("del", clock.instant())));
    var _ = followed(id);
  }

  /**
   * Brings back what {@link #trash} took away.
   *
   * @throws Failed with {@code Conflict} when its parent is not there any more, and as {@link
   *     Moving#check}
   */
  public org.acervo.collections.Collection restore(Caller.Person restorer, CollectionId id) {
    change(
        restorer,
        id,
        policy -> {
          var parent = find(id).parent();
          if (store.isGoing(id)) {
            throw Failed.conflict("Its time in the trash is over. It is being removed for good.");
          }
          if (!parent.equals(CollectionId.ROOT) && !policy.tree().contains(parent)) {
            throw Failed.conflict(
                "The collection it was in lies in the trash or is gone. Restore that one first.");
          }
          var restored = patch(id).without("del");
          Moving.check(policy.withTrashed(), restorer, id, restored);
          return said("collection restored", id).to(text(parent)).and(restored);
        });
    return followed(id);
  }

  /** After a change of the tree: its items follow. Should that fail, the next sweep sees to it. */
  private org.acervo.collections.Collection followed(CollectionId id) {
    return afterwards(() -> {
      settle(id);
      return find(id);
    });
  }

  /** What comes after a commit can fail, but not say that nothing has happened. */
  private static <T> T afterwards(Supplier<T> rest) {
    try {
      return rest.get();
    } catch (RuntimeException e) { // whatever it is, it came too late
      throw new Failed(new Failure.Unknown("the last request"), e);
    }
  }

  /** Together with the change itself, notes that the items have to follow. */
  private Patch patch(CollectionId id) {
    find(id);
    return Patch.change(Patch.In.COLLECTIONS, id.value()).with("settle", true);
  }

  /** What lies directly in each of {@code ids} that exist. */
  public Map<CollectionId, Tally> count(Collection<CollectionId> ids) {
    return store.counts(ids);
  }

  /** Adds to what lies directly in a collection; within a write of whoever put it there. */
  public void count(CollectionId id, Tally change) {
    store.add(id, change);
  }

  /** Ends moves that were cut short. */
  public void settle() {
    store.unsettled().forEach(this::settle);
  }

  /** A counter that does not agree with what is there. */
  private record Drift(Tally stored, Tally counted) {}

  /**
   * Puts counters right, portion by portion, so that no question to the record is a long one. An
   * item and its count are two writes, so a counter may be on its way at any moment; one that is
   * wrong in the same way after {@code pause} is not.
   */
  public void recount(Duration pause) throws InterruptedException {
    for (var portion : portions(store.counts())) {
      var first = drifts(portion);
      if (!first.isEmpty()) {
        Thread.sleep(pause);
        drifts(first.keySet())
            .forEach((id, drift) -> {
              if (drift.equals(first.get(id))) {
                var _ = views.write(() -> path(id), () -> repaired(id, drift));
              }
            });
      }
    }
  }

  /** Collections that hold about {@link #PORTION} items together, or one that holds more. */
  private static List<List<CollectionId>> portions(Map<CollectionId, Tally> counters) {
    var portions = new ArrayList<List<CollectionId>>();
    long room = 0;
    for (var counter : counters.entrySet()) {
      long weight = EMPTY + Math.max(0, counter.getValue().items());
      if (portions.isEmpty() || room < weight) {
        portions.add(new ArrayList<>());
        room = PORTION;
      }
      portions.getLast().add(counter.getKey());
      room -= weight;
    }
    return portions;
  }

  private Drift repaired(CollectionId id, Drift drift) {
    store.repair(id, drift.stored(), drift.counted());
    return drift;
  }

  /** How many items lie directly in each collection, by its counter. */
  public static ItemCounts counted(Store store) {
    var documents = new MongoCollections(store.database());
    return wanted -> {
      var counts = new HashMap<CollectionId, Long>();
      documents.counts(wanted).forEach((id, tally) -> counts.put(id, tally.items()));
      return counts;
    };
  }

  private Map<CollectionId, Drift> drifts(Collection<CollectionId> ids) {
    var stored = store.counts(ids);
    var counted = contents.count(ids);
    var drifts = new HashMap<CollectionId, Drift>();
    stored.forEach((id, tally) -> {
      var right = counted.getOrDefault(id, Tally.NONE);
      if (!right.equals(tally)) {
        drifts.put(id, new Drift(tally, right));
      }
    });
    return drifts;
  }

  /**
   * Decides which collections in the trash go for good, and names them, with those that were
   * decided before and are not gone yet.
   *
   * <p>Restoring one is a change of rights, and so is this: of the two, one comes first. Whoever
   * restores after it is refused; whoever restored before it keeps all.
   *
   * @param before those that were put into the trash before this time
   */
  public List<CollectionId> doom(Instant before) {
    for (var expired : store.trashedBefore(before)) {
      var id = expired.id();
      access.change(
          new Caller.Anonymous(),
          policy ->
              store.isTrashedBefore(id, before)
                  ? Optional.of(
                      said("collection's time in the trash over", id)
                          .and(Patch.change(Patch.In.COLLECTIONS, id.value()).with("going", true)))
                  : Optional.empty());
    }
    return store.going();
  }

  /** A collection in the trash with all below it, children first. */
  public List<CollectionId> doomedWith(CollectionId id) {
    return access.policy().withTrashed().tree().subtree(id).reversed();
  }

  /**
   * Removes an empty collection for good.
   *
   * @param doomed the one that it goes with, or itself
   */
  public void remove(CollectionId id, CollectionId doomed) {
    access.change(
        new Caller.Anonymous(),
        policy ->
            policy.withTrashed().tree().path(id).contains(doomed) && store.isGoing(doomed)
                ? Optional.of(
                    said("collection removed for good", id)
                        .and(Patch.remove(Patch.In.COLLECTIONS, id.value())))
                : Optional.empty());
  }

  /**
   * No kept answer fits the tree and the rights after it, because both are part of the keys. What
   * has to be made old are answers for the new tree that were read before the documents followed.
   */
  private void change(Caller.Person actor, CollectionId id, Function<Policy, Change> plan) {
    var _ =
        views.write(
            () -> path(id), () -> access.change(actor, policy -> Optional.of(plan.apply(policy))));
  }

  private static Change said(String what, CollectionId id) {
    return Change.of(what, text(id));
  }

  private static String text(CollectionId id) {
    return "collection:" + id;
  }

  private List<CollectionId> path(CollectionId id) {
    return access.policy().withTrashed().tree().path(id);
  }

  /** Whatever lies below shows the way to itself. */
  private List<CollectionId> pathAndBelow(CollectionId id) {
    var tree = access.policy().withTrashed().tree();
    var all = new ArrayList<>(tree.path(id));
    all.addAll(tree.subtree(id));
    return all;
  }

  private void settle(CollectionId id) {
    var _ = views.write(() -> pathAndBelow(id), () -> settled(id));
  }

  private CollectionId settled(CollectionId id) {
    var live = access.policy().tree();
    for (var home : live.withTrashed().subtree(id)) {
      var path = live.path(home);
      if (path.isEmpty()) {
        contents.hide(home);
      } else {
        contents.settle(home, path);
      }
    }
    store.settled(id);
    return id;
  }

  private static void checkPlace(Tree tree, CollectionId parent, int height) {
    if (!parent.equals(CollectionId.ROOT) && !tree.contains(parent)) {
      throw Failed.invalid("parent", "is not a collection");
    }
    if (tree.path(parent).size() + height > DEPTH) {
      throw Failed.invalid("parent", "would make the tree deeper than " + DEPTH + " levels");
    }
  }

  private static int height(Tree tree, CollectionId id) {
    return 1 + tree.children(id).stream().mapToInt(child -> height(tree, child)).max().orElse(0);
  }
}
