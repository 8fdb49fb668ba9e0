package org.acervo.cache;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.changefeed.Change;
import org.bson.BsonValue;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which views a change of an item or a collection makes old: those of the home and of all above it;
 * where an item was moved, also those of the home it had ({@code was}); where a collection got
 * another title, also those below it, which show the way to them. What only rights or the tree
 * decide needs nothing: both are part of every key. What cannot be read, or does not say where it
 * was, may be anywhere.
 */
final class MongoChanges {
  private static final Logger log = LoggerFactory.getLogger(MongoChanges.class);
  static final Set<String> COLLECTIONS = Set.of("items", "collections");

  /** Changes of a collection's document that no view shows but through rights and the tree. */
  private static final Set<String> RIGHTS =
      Set.of("grants", "inherit", "gv", "parent", "del", "settle", "asleep");

  /** Of announced removals: some ten megabytes. */
  static final int MOST_LEAVING = 50_000;

  private final Places places;

  /**
   * Items whose removal was announced, so that nothing shows them any more, oldest first. Not all
   * are removed, for a node may die between the two; those that are forgotten here are removed
   * unannounced, which empties the cache and is right.
   */
  private final Set<BsonValue> leaving = new LinkedHashSet<>();

  MongoChanges(Places places) {
    this.places = places;
  }

  /** How many announced removals are remembered. */
  int leaving() {
    return leaving.size();
  }

  /** What a change makes old. */
  sealed interface Stale {
    SnapshotTime time();

    /** The views of these collections are old. */
    record In(SnapshotTime time, Set<CollectionId> roots) implements Stale {}

    /** Nobody can say where something happened: any view may be old. */
    record Anywhere(SnapshotTime time, String why) implements Stale {}
  }

  /**
   * Where something happened, as the change says it.
   *
   * @param at the views of these
   * @param above and of all to which these belong, themselves included
   * @param below and of all that belong to these
   */
  private record Where(
      Set<CollectionId> at, Set<CollectionId> above, Optional<CollectionId> below) {
    static final Where NOWHERE = new Where(Set.of(), Set.of(), Optional.empty());
  }

  /** Fails when the tree cannot be asked for a place. */
  Stale read(Change change) {
    var time = change.origin().time();
    Optional<Where> where;
    try {
      where = where(change);
    } catch (RuntimeException e) {
      // Any program may write anything there; a change that stopped the relay would come again.
      log.warn("a change of {} cannot be read: {}", change.origin().id(), e.toString());
      return new Stale.Anywhere(time, "a change cannot be read");
    }
    return where
        .<Stale>map(known -> new Stale.In(time, roots(known)))
        .orElseGet(() -> new Stale.Anywhere(time, "another program moved or removed something"));
  }

  /** Asks where in the tree that is; that may fail with the record, so it is no part of reading. */
  private Set<CollectionId> roots(Where where) {
    var roots = new HashSet<>(where.at());
    for (var collection : where.above()) {
      roots.add(CollectionId.ROOT);
      roots.add(collection);
      roots.addAll(places.above(collection));
    }
    where.below().ifPresent(collection -> roots.addAll(places.below(collection)));
    return roots;
  }

  /** Empty when the change does not say where. */
  private Optional<Where> where(Change change) {
    boolean items = change.origin().collection().equals("items");
    return switch (change) {
      case Change.Inserted(var _, var item) when items -> item(item);
      case Change.Updated updated when items -> updatedItem(updated);
      // Acervo replaces no item. Whoever does may have moved it, and nothing says where it was.
      case Change.Replaced _ when items -> Optional.empty();
      case Change.Removed removed when items -> removed(removed);
      case Change.Inserted inserted -> Optional.of(collection(inserted, true));
      case Change.Replaced replaced -> Optional.of(collection(replaced, true));
      case Change.Updated updated -> Optional.of(updatedCollection(updated));
      case Change.Removed _ -> Optional.of(Where.NOWHERE);
      case Change.Disrupted _ -> Optional.empty();
    };
  }

  private Optional<Where> updatedItem(Change.Updated updated) {
    var id = updated.origin().id();
    if (id.isPresent() && updated.set().contains("leaving")) {
      announce(id.get());
      return Optional.of(Where.NOWHERE);
    }
    if (id.isPresent() && updated.unset().contains("leaving")) {
      leaving.remove(id.get()); // it came back
    }
    boolean moved = !saysWhat(updated) || (updated.touches("home") && !updated.touches("was"));
    return moved && updated.document().isPresent() ? Optional.empty() : item(updated.document());
  }

  private void announce(BsonValue id) {
    leaving.add(id);
    if (leaving.size() > MOST_LEAVING) {
      leaving.remove(leaving.iterator().next());
    }
  }

  /** An item that has gone since is nowhere: its removal follows. */
  private static Optional<Where> item(Optional<Document> found) {
    return Optional.of(found.map(MongoChanges::item).orElse(Where.NOWHERE));
  }

  private static Where item(Document item) {
    var at = new HashSet<CollectionId>();
    item.getList("anc", String.class, List.of()).forEach(id -> at.add(new CollectionId(id)));
    var above = new HashSet<CollectionId>();
    for (String home : Arrays.asList(item.getString("home"), item.getString("was"))) {
      if (home != null) {
        above.add(new CollectionId(home));
      }
    }
    return new Where(at, above, Optional.empty());
  }

  private Optional<Where> removed(Change.Removed removed) {
    boolean announced = removed.origin().id().filter(leaving::remove).isPresent();
    return announced ? Optional.of(Where.NOWHERE) : Optional.empty();
  }

  private static boolean saysWhat(Change.Updated updated) {
    return !updated.set().isEmpty() || !updated.unset().isEmpty();
  }

  private static Where updatedCollection(Change.Updated updated) {
    boolean known = saysWhat(updated);
    boolean onlyRights =
        known && RIGHTS.containsAll(updated.set()) && RIGHTS.containsAll(updated.unset());
    return onlyRights ? Where.NOWHERE : collection(updated, !known || updated.touches("title"));
  }

  /**
   * A collection's own document.
   *
   * @param shown whether views below show what changed
   */
  private static Where collection(Change change, boolean shown) {
    return change
        .origin()
        .id()
        .map(key -> new CollectionId(key.asString().getValue()))
        .map(id -> new Where(Set.of(), Set.of(id), shown ? Optional.of(id) : Optional.empty()))
        .orElse(Where.NOWHERE);
  }
}
