package org.acervo.collections;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Grants;
import org.acervo.access.Tree;
import org.acervo.cache.Views;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Revision;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/**
 * The room's service: grows and changes the tree.
 *
 * <p>A move, a trip to the trash and back are each the write of one document, which also notes that
 * the items below have to follow. They follow before the change is answered, and if we die in
 * between, the next sweep makes them. Until then a listing may miss items, but shows none it should
 * not: each item is judged by its home, never by the path it carries.
 */
public final class Collections {
  private static final int DEPTH = 32;

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
    change(
        creator,
        "create",
        id,
        () -> {
          checkPlace(access.policy().tree(), parent, 1);
          var grants =
              parent.equals(CollectionId.ROOT) ? Grants.ofCreator(creator.id()) : List.of();
          store.insert(
              id,
              parent,
              Edit.checkTitle(title),
              checked.descr() == null ? "" : checked.descr(),
              store.lastOrder(parent) + 1,
              grants,
              clock.instant());
        });
    return find(id);
  }

  /**
   * Changes what people say about it.
   *
   * @throws Failed with {@code Stale} when {@code revision} is not the current one
   */
  public org.acervo.collections.Collection edit(
      Caller.Person editor, CollectionId id, Revision revision, Edit edit) {
    var edited =
        access.change(editor, "edit collection " + id, () -> store.edit(id, revision, edit));
    if (edited.isEmpty()) {
      revision.check(find(id).rev());
    }
    touch(id);
    return edited.orElseThrow(Failed::notFound);
  }

  /** Puts a collection with all below it under another parent. */
  public org.acervo.collections.Collection move(
      Caller.Person mover, CollectionId id, CollectionId parent) {
    change(
        mover,
        "move",
        id,
        () -> {
          var tree = access.policy().tree();
          if (tree.path(parent).contains(id)) {
            throw Failed.invalid("parent", "lies inside the collection itself");
          }
          checkPlace(tree, parent, height(tree, id));
          require(store.setParent(id, parent, store.lastOrder(parent) + 1));
        });
    settle(id);
    return find(id);
  }

  /** Puts a collection with all below it into the trash. */
  public void trash(Caller.Person remover, CollectionId id) {
    change(remover, "trash", id, () -> require(store.setTrashed(id, clock.instant())));
    settle(id);
  }

  /**
   * Brings back what {@link #trash} took away.
   *
   * @throws Failed with {@code Conflict} when its parent is not there any more
   */
  public org.acervo.collections.Collection restore(Caller.Person restorer, CollectionId id) {
    change(
        restorer,
        "restore",
        id,
        () -> {
          var parent = find(id).parent();
          if (!parent.equals(CollectionId.ROOT) && !access.policy().tree().contains(parent)) {
            throw Failed.conflict(
                "The collection it was in lies in the trash or is gone. Restore that one first.");
          }
          require(store.setRestored(id));
        });
    settle(id);
    return find(id);
  }

  /** Adds to what lies directly in a collection. */
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
   * Puts counters right. An item and its count are two writes, so a counter may be on its way at
   * any moment; one that is wrong in the same way after {@code pause} is not.
   */
  public void recount(Duration pause) throws InterruptedException {
    var first = drifts();
    if (!first.isEmpty()) {
      Thread.sleep(pause);
      drifts()
          .forEach((id, drift) -> {
            if (drift.equals(first.get(id))) {
              store.repair(id, drift.stored(), drift.counted());
            }
          });
    }
  }

  private Map<CollectionId, Drift> drifts() {
    var stored = store.counts();
    var counted = contents.count();
    var drifts = new HashMap<CollectionId, Drift>();
    stored.forEach((id, tally) -> {
      var right = counted.getOrDefault(id, Tally.NONE);
      if (!right.equals(tally)) {
        drifts.put(id, new Drift(tally, right));
      }
    });
    return drifts;
  }

  /** Trashed collections whose time has come, with all below them, children first. */
  public List<CollectionId> expired(Duration keep) {
    Instant before = clock.instant().minus(keep);
    var tree = access.policy().tree().withTrashed();
    return store.trashedBefore(before).stream()
        .flatMap(trashed -> tree.subtree(trashed.id()).stream())
        .distinct()
        .toList()
        .reversed();
  }

  /** Removes an empty collection for good. */
  public void remove(CollectionId id) {
    store.remove(id);
  }

  /** Both what showed it before and what shows it now is shown anew. */
  private void change(Caller.Person actor, String what, CollectionId id, Runnable action) {
    var before = access.policy().withTrashed().tree().path(id);
    access.change(
        actor,
        what + " collection " + id,
        () -> {
          action.run();
          return id;
        });
    views.touch(before);
    touch(id);
  }

  private void touch(CollectionId id) {
    views.touch(access.policy().withTrashed().tree().path(id));
  }

  private static void require(boolean there) {
    if (!there) {
      throw Failed.notFound();
    }
  }

  private void settle(CollectionId id) {
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
