package org.acervo.items;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.acervo.access.Access;
import org.acervo.access.Caller;
import org.acervo.access.Moving;
import org.acervo.access.Policy;
import org.acervo.access.Visible;
import org.acervo.cache.Views;
import org.acervo.collation.Collation;
import org.acervo.collections.Collections;
import org.acervo.collections.Contents;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Page;
import org.acervo.kernel.Revision;
import org.acervo.kernel.Seal;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/** The room's service. Who may do what was asked before: the gate stands in front of it. */
public final class Items {
  /** Among so many of the newest a cover is looked for. */
  private static final int COVERS = 500;

  private final MongoItems store;
  private final PreviewClaims previews;
  private final MongoNameOrder names;
  private final Collation collation;
  private final Moves moves;
  private final Collections collections;
  private final Access access;
  private final InstantSource clock;
  private final Ids ids;
  private final Seal seal;
  private final Views views;
  private final SameBytes sameBytes;
  private final ZoneId zone;

  /** Items of a library whose clocks show {@code zone}. */
  public Items(
      Store store,
      Collections collections,
      Access access,
      InstantSource clock,
      Ids ids,
      Seal seal,
      Views views,
      Collation collation,
      ZoneId zone) {
    this.store = new MongoItems(store.database(), collation);
    this.names = new MongoNameOrder(store.database(), collation);
    this.collation = collation;
    this.moves = new Moves(new MongoMoves(store.database()), this.store, access, clock, ids);
    this.collections = collections;
    this.access = access;
    this.clock = clock;
    this.ids = ids;
    this.seal = seal;
    this.views = views;
    this.sameBytes = new SameBytes(this.store, access);
    this.zone = zone;
    this.previews =
        new PreviewClaims(
            new MongoPreviewQueue(store.database()), this::around, clock, ids, seal, views);
  }

  /** What brings an older library to this form; instants become local times in {@code zone}. */
  public static List<Migrations.Step> migrations(Collation collation, ZoneId zone) {
    return List.of(
        MongoItems.indexes(),
        MongoPreviewQueue.upgrade(),
        MongoNameOrder.step(collation),
        MongoMoves.indexes(),
        MongoItems.sameBytes(),
        MongoTakenUpgrade.step(zone));
  }

  /** Puts items into the order of names that is set now; one short look where all are. */
  public void settleNames() {
    if (!names.settled()) {
      var _ = views.write(this::everywhere, names::settle);
    }
  }

  private List<CollectionId> everywhere() {
    return access.policy().withTrashed().tree().subtree(CollectionId.ROOT);
  }

  /** An item as its sender sees it who may not know that it was there already. */
  public Item asSent(Item item, ItemEdit words) {
    return item.asSent(words, zone);
  }

  /** What lets items follow when the tree changes. */
  public static Contents contents(Store store) {
    return new MongoItemPaths(store);
  }

  /**
   * One of them.
   *
   * @throws Failed with {@code NotFound}; an item in the trash is found
   */
  public Item find(ItemId id) {
    return views.find("item " + id, () -> store.find(id)).orElseThrow(Failed::notFound);
  }

  /** An item that may have gone. */
  public Optional<Item> lookUp(ItemId id) {
    return store.find(id);
  }

  /**
   * The newest item in or below a collection that has previews and that {@code visible} contains by
   * its home, so without those that are shown by rights of their own.
   */
  public Optional<Item> newestDrawn(CollectionId root, Visible visible) {
    if (visible.count() == 0) {
      return Optional.empty();
    }
    Predicate<Item> ordinary =
        item -> visible.contains(item.home()) && !visible.hidden().contains(item.id());
    if (visible.share() == 1) {
      return store.newestDrawn(root, ordinary, Integer.MAX_VALUE);
    }
    return Optional.<Item>empty()
        .or(() ->
            visible.count() > Listing.MERGED
                ? store.newestDrawn(root, ordinary, COVERS)
                : Optional.empty())
        .or(() -> store.newestDrawn(visible.collections(), ordinary));
  }

  /** Those of {@code ids} that lie outside the trash, without what was found in their files. */
  public List<Item> live(Collection<ItemId> ids) {
    return store.live(ids);
  }

  /** An item with these bytes in this collection, if there is one outside the trash. */
  public Optional<Item> find(CollectionId home, Sha256 bytes) {
    return store.findLive(home, bytes).stream().findFirst();
  }

  /** What came of the upload of this key, trashed or not. */
  public Optional<Item> findUpload(String key) {
    return store.findByKey(key);
  }

  /** Whether any item, trashed ones included, has these bytes. */
  public boolean refersTo(Sha256 bytes) {
    return store.refersTo(bytes);
  }

  /** Names the original of every item, trashed ones included, with its size in bytes. */
  public void originals(ObjLongConsumer<Sha256> told) {
    store.originals(told);
  }

  /** The items, trashed ones included, whose original these bytes are; at most a hundred. */
  public List<Item> ofBytes(Sha256 bytes) {
    return store.ofBytes(bytes);
  }

  /** Items outside the trash by id, after {@code after}. */
  public List<Item> byId(Optional<ItemId> after, int limit) {
    return store.byId(after, limit);
  }

  /** An item, and whether it is new. */
  public record Added(Item item, boolean fresh) {}

  /** The same where whoever adds it may know of everything that is there. */
  public Added add(NewItem wanted) {
    return add(wanted, _ -> true);
  }

  /**
   * Makes an item. The same upload again gives what became of the first, wherever it lies by now
   * and be it in the trash; the same bytes in the same collection give the item that is there.
   * Nobody learns in that way of an item that is none of their business: then there are two with
   * the same bytes.
   *
   * @param known whether whoever adds it may know of an item
   */
  public Added add(NewItem wanted, Predicate<Item> known) {
    var now = clock.instant();
    var words = wanted.words();
    var title = title(words, wanted.name());
    var item =
        new Item(
            new ItemId(ids.fresh()),
            wanted.home(),
            wanted.kind(),
            title,
            words.descr() == null ? "" : words.descr(),
            words.tags() == null ? List.of() : words.tags(),
            wanted.name(),
            store.nameKey(title, wanted.name()),
            wanted.size(),
            wanted.type(),
            wanted.sha256(),
            wanted.dimensions().map(NewItem.Size::width).orElse(null),
            wanted.dimensions().map(NewItem.Size::height).orElse(null),
            null,
            wanted.taken() == null ? Taken.uploaded(now, zone) : wanted.taken(),
            now,
            wanted.preview(),
            Map.of(),
            Optional.empty(),
            Optional.of(wanted.by()),
            1,
            Optional.empty());
    var key = wanted.key();
    // What somebody has brought themselves is no news to them.
    Predicate<Item> mayKnow =
        other -> other.by().equals(Optional.of(wanted.by())) || known.test(other);
    var policy = access.policy();
    boolean fresh =
        views.write(
            () -> path(item.home()),
            () -> {
              var path = policy.tree().path(item.home());
              return store.insert(item, path, key, false)
                  || (key.flatMap(store::findByKey).isEmpty()
                      && sameBytes.hiddenOnly(item, item.home(), mayKnow)
                      && store.insert(item, path, key, true));
            },
            inserted -> {
              if (inserted) {
                collections.count(item.home(), item.tally());
                settle(item, policy.number());
              }
              return inserted;
            });
    if (fresh) {
      return new Added(item, true);
    }
    var there =
        key.flatMap(store::findByKey)
            .or(() -> sameBytes.known(item, item.home(), mayKnow).stream().findFirst());
    return new Added(
        there.orElseThrow(() -> Failed.conflict("The same file was being removed. Send it again.")),
        false);
  }

  /** Whatever shows a collection, or one above it, shows what lies in it. */
  private List<CollectionId> path(CollectionId home) {
    return access.policy().withTrashed().tree().path(home);
  }

  /** Where it was when the caller read it, and where it is, if somebody moved it meanwhile. */
  private List<CollectionId> around(Item item) {
    var now = store.find(item.id()).map(Item::home).filter(home -> !home.equals(item.home()));
    return Stream.concat(Stream.of(item.home()), now.stream())
        .flatMap(home -> path(home).stream())
        .toList();
  }

  /** Without a title of its own, an item is called by its file. */
  static String title(ItemEdit words, String name) {
    return words.title() == null || words.title().isEmpty() ? stem(name) : words.title();
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** If the tree changed while an item was written, its path may be that of the older tree. */
  private void settle(Item item, long policyNumber) {
    var policy = access.policy();
    if (policy.number() != policyNumber) {
      store.settle(item.id(), item.home(), policy.tree().path(item.home()));
    }
  }

  /**
   * A slice of a collection, of those items alone that {@code visible} contains.
   *
   * @param total how many items lie in the collections that {@code visible} contains
   */
  public Page<Item> list(CollectionId root, Query query, Visible visible, long total) {
    String by = query.sort() == Query.Sort.NAME ? collation.id() : query.sort().name();
    String order = "items/" + root + "/" + by + "/" + query.descending();
    var from = query.cursor().map(cursor -> MongoPosition.open(seal, order, cursor));
    var listing = new Listing(store, root, query, visible);
    var found = listing.after(from);
    boolean more = found.size() > query.limit();
    var shown = more ? found.subList(0, query.limit()) : found;
    String next = more ? MongoPosition.of(shown.getLast(), query.sort()).seal(seal, order) : null;
    return new Page<>(List.copyOf(shown), next, total + listing.correction());
  }

  /**
   * Changes what people say about it.
   *
   * @throws Failed with {@code Stale} when {@code revision} is not the current one
   */
  public Item edit(Item item, Revision revision, ItemEdit edit) {
    return views.write(
        () -> around(item),
        () -> {
          var edited = store.edit(item, revision, edit);
          if (edited.isEmpty()) {
            revision.check(find(item.id()).rev());
          }
          return edited.orElseThrow(Failed::notFound);
        });
  }

  /**
   * Puts it into another collection.
   *
   * @throws Failed with {@code Conflict} when the same bytes are there already, and as {@link
   *     Moving#check}
   */
  public Item move(Caller.Person mover, Item item, CollectionId home) {
    if (item.home().equals(home)) {
      return item;
    }
    record Moved(Item item, Policy by, String move) {}
    return views.write(
        () -> Stream.of(item.home(), home).flatMap(at -> path(at).stream()).toList(),
        () -> {
          var policy = access.policy();
          Moving.check(policy, mover, item.id(), item.home(), home);
          boolean beside = sameBytes.beside(item, home, mover);
          String move = moves.begin(mover, item, home);
          var moved = store.move(item, home, policy.tree().path(home), beside, move);
          return new Moved(moved.orElseThrow(Failed::notFound), policy, move);
        },
        moved -> {
          collections.count(item.home(), item.tally().negated());
          collections.count(home, item.tally());
          settle(moved.item(), moved.by().number());
          moves.tell(moved.move());
          return find(item.id());
        });
  }

  /** Tells the history of moves that happened and were cut short. */
  public void settleMoves() {
    moves.tellAll();
  }

  public void trash(Caller.Person by, Item item) {
    var _ =
        views.write(
            () -> around(item),
            () -> store.trash(item.id(), by.id(), clock.instant()),
            trashed -> {
              trashed.ifPresent(gone -> collections.count(gone.home(), gone.tally().negated()));
              return trashed;
            });
  }

  /**
   * Brings it back from the trash.
   *
   * @throws Failed with {@code Conflict} when the same bytes came back another way
   */
  public Item restore(Caller restorer, Item item) {
    var policy = access.policy();
    return views.write(
        () -> around(item),
        () -> {
          boolean beside = sameBytes.beside(item, item.home(), restorer);
          return store.restore(item.id(), policy.tree().path(item.home()), beside);
        },
        restored -> {
          restored.ifPresent(back -> {
            collections.count(item.home(), item.tally());
            settle(back, policy.number());
          });
          return find(item.id());
        });
  }

  /** What lies in the trash, newest first, of those items alone that pass {@code visible}. */
  public Page<Item> trashed(Predicate<Item> visible, int limit, Optional<String> cursor) {
    var from = cursor.map(text -> MongoPosition.open(seal, "trash", text));
    var found = new ArrayList<Item>();
    boolean more = true;
    while (more && found.size() < limit) {
      var batch = store.trashed(from, 200);
      more = batch.size() == 200;
      for (var item : batch) {
        if (found.size() == limit) {
          more = true;
          break;
        }
        from = Optional.of(MongoPosition.ofTrashed(item));
        if (visible.test(item)) {
          found.add(item);
        }
      }
    }
    return new Page<>(found, more ? from.orElseThrow().seal(seal, "trash") : null, null);
  }

  /** Whose previews are still to be made, and who is at it. */
  public PreviewClaims previews() {
    return previews;
  }

  /** Removes for good what was put into the trash before {@code before}. */
  public void purge(Instant before) {
    new Purge(store, collections, access).run(before);
  }
}
