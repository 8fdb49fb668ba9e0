package org.acervo.items;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import org.acervo.collation.Collation;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Revision;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.acervo.store.Mark;
import org.acervo.store.Migrations;
import org.acervo.store.Snapshot;
import org.acervo.store.StoreFailures;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The documents of items.
 *
 * <p>{@code anc} holds the collections from the top to the home; it finds the items below any
 * collection in index order. It is derived and may lag behind a move, so it never decides who sees
 * what: {@code home} does. An item in the trash, or below a collection in the trash, has an empty
 * {@code anc} and is so out of every listing. {@code live} is there while the item itself is not in
 * the trash: it makes the same bytes unique within a collection.
 */
final class MongoItems {
  private static final Bson DRAWN = in("preview.state", "ready", "partial");

  /** Ids in one question. */
  private static final int MANY = 1_000;

  /** Of which one will mostly do. */
  private static final int FEW = 8;

  private final MongoCollection<Document> documents;
  private final Collation collation;

  MongoItems(MongoDatabase database, Collation collation) {
    this.documents = database.getCollection("items");
    this.collation = collation;
  }

  static Migrations.Step indexes() {
    return new Migrations.Step(
        "items-1",
        database -> {
          var items = database.getCollection("items");
          for (String field : List.of("taken", "added")) {
            items.createIndex(
                new Document("anc", 1).append(field, -1).append("_id", -1).append("home", 1));
            items.createIndex(new Document("home", 1).append(field, -1).append("_id", -1));
          }
          items.createIndex(Indexes.ascending("blob"));
          items.createIndex(
              new Document("del.at", -1),
              new IndexOptions().partialFilterExpression(exists("del.at")));
          items.createIndex(
              Indexes.ascending("home", "blob"),
              new IndexOptions().unique(true).partialFilterExpression(eq("live", true)));
          items.createIndex(
              Indexes.ascending("idem"),
              new IndexOptions().unique(true).partialFilterExpression(exists("idem")));
        });
  }

  /**
   * The same bytes lie once in a collection, but for those that are kept beside others which
   * whoever brought them must not be told of: such an item is a {@code copy} by its own id.
   */
  static Migrations.Step sameBytes() {
    return new Migrations.Step(
        "items-copies",
        database -> {
          var items = database.getCollection("items");
          items.createIndex(
              Indexes.ascending("home", "blob", "copy"),
              new IndexOptions().unique(true).partialFilterExpression(eq("live", true)));
          var narrower = new Document("home", 1).append("blob", 1);
          for (var index : items.listIndexes().into(new ArrayList<>())) {
            if (narrower.equals(index.get("key", Document.class))) {
              items.dropIndex(index.getString("name"));
            }
          }
        });
  }

  Optional<Item> find(ItemId id) {
    return first(eq("_id", id.value()));
  }

  /** Those with the same bytes, the oldest first: more than one where not all may be told of. */
  List<Item> findLive(CollectionId home, Sha256 blob) {
    return Snapshot.find(
            documents, and(eq("home", home.value()), eq("blob", blob.hex()), eq("live", true)))
        .map(MongoItemDocument::read)
        .into(new ArrayList<>())
        .stream()
        .sorted(Comparator.comparing(item -> item.id().value()))
        .toList();
  }

  Optional<Item> findByKey(String key) {
    return first(eq("idem", key));
  }

  boolean refersTo(Sha256 blob) {
    return documents.find(eq("blob", blob.hex())).projection(Projections.include("_id")).first()
        != null;
  }

  void originals(ObjLongConsumer<Sha256> told) {
    for (var document : documents.find().projection(Projections.include("blob", "size"))) {
      told.accept(
          new Sha256(document.getString("blob")), document.get("size", Number.class).longValue());
    }
  }

  List<Item> ofBytes(Sha256 blob) {
    return documents
        .find(eq("blob", blob.hex()))
        .projection(Projections.exclude("anc", "meta", "gps"))
        .limit(100)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  List<Item> byId(Optional<ItemId> after, int limit) {
    Bson live = eq("live", true);
    return documents
        .find(after.map(id -> and(gt("_id", id.value()), live)).orElse(live))
        .projection(Projections.exclude("anc", "meta", "gps"))
        .sort(new Document("_id", 1))
        .limit(limit)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  private Optional<Item> first(Bson filter) {
    return Optional.ofNullable(Snapshot.find(documents, filter).first())
        .map(MongoItemDocument::read);
  }

  /**
   * The commit point of an upload.
   *
   * @param copy whether it may lie beside others with the same bytes
   * @return false when the same bytes, or the same upload, are there already
   */
  boolean insert(Item item, List<CollectionId> path, Optional<String> key, boolean copy) {
    var document =
        new Document("_id", item.id().value())
            .append("home", item.home().value())
            .append("anc", anc(path))
            .append("kind", item.kind().key())
            .append("taken", Date.from(item.taken().order()))
            .append("added", Date.from(item.added()))
            .append("nk", item.nameKey())
            .append("nkc", collation.id())
            .append("name", item.name())
            .append("title", item.title())
            .append("descr", item.descr())
            .append("tags", item.tags())
            .append("size", item.size())
            .append("type", item.type())
            .append("blob", item.sha256().hex())
            .append("live", true)
            .append("preview", MongoPreview.first(item.preview()))
            .append("rev", item.rev())
            .append("ts", item.taken().source().code());
    item.taken().offset().ifPresent(own -> document.append("tz", own.getTotalSeconds()));
    if (item.width() != null) {
      document.append("w", item.width()).append("h", item.height());
    }
    item.by().ifPresent(by -> document.append("by", by.value()));
    key.ifPresent(text -> document.append("idem", text));
    if (copy) {
      document.append("copy", item.id().value());
    }
    try {
      Mark.insert(documents, document);
      return true;
    } catch (MongoException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        return false;
      }
      throw e;
    }
  }

  /** What a listing orders by when it orders by name. */
  String nameKey(String title, String name) {
    return nameKey(collation, title, name);
  }

  static String nameKey(Collation collation, String title, String name) {
    return collation.key(title.isEmpty() ? name : title);
  }

  // Listing

  /** Items that carry {@code root} in their path (or lie directly in it), behind {@code from}. */
  List<Item> list(CollectionId root, Query query, Optional<MongoPosition> from, int limit) {
    return query.recursive()
        ? find(List.of(eq("anc", root.value())), query, from, limit)
        : find(List.of(eq("home", root.value()), eq("anc", root.value())), query, from, limit);
  }

  /** Items that lie directly in one of {@code homes}, which are few, behind {@code from}. */
  List<Item> inHomes(
      List<CollectionId> homes, Query query, Optional<MongoPosition> from, int limit) {
    return find(List.of(in("home", texts(homes)), eq("live", true)), query, from, limit);
  }

  private List<Item> find(List<Bson> where, Query query, Optional<MongoPosition> from, int limit) {
    var filters = new ArrayList<>(where);
    query.kind().ifPresent(kind -> filters.add(eq("kind", kind.key())));
    from.ifPresent(position -> filters.add(position.behind(query)));
    int direction = query.descending() ? -1 : 1;
    return Snapshot.find(documents, and(filters))
        .projection(Projections.exclude("anc", "meta", "gps"))
        .sort(new Document(query.sort().field, direction).append("_id", direction))
        .limit(limit)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  /** Those of a few items that lie outside the trash in (or, if asked for, below) a collection. */
  List<Item> live(Collection<ItemId> ids, CollectionId root, boolean below) {
    return Snapshot.find(
            documents,
            and(in("_id", ids(ids)), eq("live", true), eq(below ? "anc" : "home", root.value())))
        .projection(Projections.exclude("anc", "meta", "gps"))
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  /** The newest item in or below a collection that has previews and is accepted. */
  Optional<Item> newestDrawn(CollectionId root, Predicate<Item> accepted, int most) {
    return newest(and(eq("anc", root.value()), DRAWN), accepted, most);
  }

  /** The newest item with previews that lies directly in one of {@code homes} and is accepted. */
  Optional<Item> newestDrawn(Collection<CollectionId> homes, Predicate<Item> accepted) {
    return chunks(List.copyOf(homes), Listing.MERGED).stream()
        .map(some -> and(in("home", texts(some)), eq("live", true), DRAWN))
        .flatMap(drawn -> newest(drawn, accepted, Integer.MAX_VALUE).stream())
        .max(
            Comparator.comparing((Item item) -> item.taken().order())
                .thenComparing(item -> item.id().value()));
  }

  private Optional<Item> newest(Bson which, Predicate<Item> accepted, int most) {
    var found = Snapshot.find(documents, which).sort(new Document("taken", -1).append("_id", -1));
    int looked = 0;
    try (var cursor = found.batchSize(FEW).map(MongoItemDocument::read).cursor()) {
      while (looked++ < most && cursor.hasNext()) {
        var item = cursor.next();
        if (accepted.test(item)) {
          return Optional.of(item);
        }
      }
    }
    return Optional.empty();
  }

  List<Item> live(Collection<ItemId> ids) {
    var found = new ArrayList<Item>();
    for (var some : chunks(List.copyOf(ids), MANY)) {
      Snapshot.find(documents, and(in("_id", ids(some)), eq("live", true)))
          .projection(Projections.exclude("anc", "meta", "gps"))
          .map(MongoItemDocument::read)
          .into(found);
    }
    return found;
  }

  private static <T> List<List<T>> chunks(List<T> all, int size) {
    var chunks = new ArrayList<List<T>>();
    for (int at = 0; at < all.size(); at += size) {
      chunks.add(all.subList(at, Math.min(at + size, all.size())));
    }
    return chunks;
  }

  private static List<String> ids(Collection<ItemId> ids) {
    return ids.stream().map(ItemId::value).toList();
  }

  // Changes

  /** Empty when there is no such item at {@code revision}. */
  Optional<Item> edit(Item item, Revision revision, ItemEdit edit) {
    var changes = new ArrayList<Bson>();
    put(changes, "title", edit.title());
    if (edit.title() != null) {
      put(changes, "nk", nameKey(edit.title(), item.name()));
      put(changes, "nkc", collation.id());
    }
    put(changes, "descr", edit.descr());
    put(changes, "tags", edit.tags());
    if (edit.taken() != null) {
      changes.add(MongoItemDocument.set(edit.taken()));
    }
    return update(item.id(), revision, combine(changes));
  }

  private Optional<Item> update(ItemId id, Revision revision, Bson changes) {
    Bson which =
        switch (revision) {
          case Revision.Any() -> eq("_id", id.value());
          case Revision.Exactly(long number) -> and(eq("_id", id.value()), eq("rev", number));
        };
    return change(id, which, combine(changes, inc("rev", 1L)));
  }

  /** Empty when it is not any more where it was read. */
  Optional<Item> move(
      Item item, CollectionId home, List<CollectionId> path, boolean copy, String move) {
    try {
      return change(
          item.id(),
          and(eq("_id", item.id().value()), eq("home", item.home().value()), eq("live", true)),
          combine(
              set("move", move),
              unset("leaving"),
              set("home", home.value()),
              set("was", item.home().value()),
              set("anc", anc(path)),
              copy(item.id(), copy),
              inc("rev", 1L)));
    } catch (MongoException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        throw Failed.conflict("The same file is in that collection already.");
      }
      throw e;
    }
  }

  /** Whether its last move was the one of this name. */
  boolean carries(ItemId id, String move) {
    return documents.find(and(eq("_id", id.value()), eq("move", move))).first() != null;
  }

  Optional<Item> trash(ItemId id, UserId by, Instant now) {
    return change(
        id,
        and(eq("_id", id.value()), eq("live", true)),
        combine(
            set("del", new Document("at", Date.from(now)).append("by", by.value())),
            set("anc", List.of()),
            unset("live"),
            inc("rev", 1L)));
  }

  private static Bson copy(ItemId id, boolean copy) {
    return copy ? set("copy", id.value()) : unset("copy");
  }

  Optional<Item> restore(ItemId id, List<CollectionId> path, boolean copy) {
    try {
      return change(
          id,
          and(eq("_id", id.value()), exists("del")),
          combine(
              unset("del"),
              unset("leaving"),
              set("live", true),
              set("anc", anc(path)),
              copy(id, copy),
              inc("rev", 1L)));
    } catch (MongoException e) {
      if (StoreFailures.isDuplicateKey(e)) {
        throw Failed.conflict("The same file was added to the collection again in the meantime.");
      }
      throw e;
    }
  }

  void settle(ItemId id, CollectionId home, List<CollectionId> path) {
    documents.updateOne(
        and(eq("_id", id.value()), eq("home", home.value()), eq("live", true)),
        set("anc", anc(path)));
  }

  private Optional<Item> change(ItemId id, Bson which, Bson changes) {
    return Mark.update(documents, id.value(), which, changes, new FindOneAndUpdateOptions())
        .map(MongoItemDocument::read);
  }

  private static void put(List<Bson> changes, String field, @Nullable Object value) {
    if (value != null) {
      changes.add(set(field, value));
    }
  }

  // The trash

  List<Item> trashed(Optional<MongoPosition> from, int limit) {
    Bson filter =
        from.<Bson>map(position -> and(exists("del.at"), position.before("del.at")))
            .orElseGet(() -> exists("del.at"));
    return documents
        .find(filter)
        .projection(Projections.exclude("anc", "meta", "gps"))
        .sort(new Document("del.at", -1).append("_id", -1))
        .limit(limit)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  List<Item> trashedBefore(Instant time) {
    return documents
        .find(lt("del.at", Date.from(time)))
        .limit(500)
        .map(MongoItemDocument::read)
        .into(new ArrayList<>());
  }

  /**
   * Removes it if it still lies in the trash since then. That it is leaving is said first, so that
   * whoever follows the changes knows it was hidden.
   */
  void remove(ItemId id, Instant before) {
    var gone = and(eq("_id", id.value()), lt("del.at", Date.from(before)));
    documents.updateOne(gone, set("leaving", true));
    documents.deleteOne(gone);
  }

  /** Those of {@code ids} that are there, in the trash or not. */
  Set<ItemId> existing(Collection<ItemId> ids) {
    return documents
        .find(in("_id", ids.stream().map(ItemId::value).toList()))
        .projection(Projections.include("_id"))
        .map(document -> new ItemId(document.getString("_id")))
        .into(new HashSet<>());
  }

  void removeAll(CollectionId home) {
    documents.updateMany(eq("home", home.value()), set("leaving", true));
    documents.deleteMany(eq("home", home.value()));
  }

  /**
   * The path that an item carries: the root, then the collections down to its home; empty when
   * hidden.
   */
  static List<String> anc(List<CollectionId> path) {
    var anc = new ArrayList<String>();
    if (!path.isEmpty()) {
      anc.add(CollectionId.ROOT.value());
      anc.addAll(texts(path));
    }
    return anc;
  }

  static List<String> texts(Collection<CollectionId> ids) {
    return ids.stream().map(CollectionId::value).toList();
  }
}
