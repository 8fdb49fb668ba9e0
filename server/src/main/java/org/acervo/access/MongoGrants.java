package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Projections.include;

import com.mongodb.client.MongoCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;
import org.acervo.store.Store;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The fields inherit, grants and gv of a collection's document, which belong to this room; for the
 * few items that carry rights of their own a document beside theirs.
 */
final class MongoGrants {

  /**
   * The grants of one collection or item.
   *
   * @param gv counts their changes; what never had any has none
   */
  public record Row(
      @BsonId String id,
      @Nullable Boolean inherit,
      @Nullable List<StoredGrant> grants,
      @Nullable Long gv) {

    boolean inherits() {
      return !Boolean.FALSE.equals(inherit);
    }

    List<Grant> list() {
      return grants == null
          ? List.of()
          : grants.stream().map(StoredGrant::read).flatMap(Optional::stream).toList();
    }

    long revision() {
      return gv == null ? 0 : gv;
    }

    /** As {@link MongoGrants#patch} leaves it. */
    Row replaced(boolean inherits, List<Grant> by) {
      return new Row(id, inherits, by.stream().map(StoredGrant::of).toList(), revision() + 1);
    }
  }

  public record HomeRow(@BsonId String id, @Nullable String home) {}

  /** Where an item lies and what people call it: by its title, else by the name of its file. */
  record Called(CollectionId home, String title) {}

  public record CalledRow(
      @BsonId String id, @Nullable String home, @Nullable String title, @Nullable String name) {
    Optional<Called> called() {
      if (home == null) {
        return Optional.empty();
      }
      String own = title == null || title.isEmpty() ? name : title;
      return Optional.of(new Called(new CollectionId(home), own == null ? "" : own));
    }
  }

  public record TitleRow(@BsonId String id, @Nullable String title) {}

  private final MongoCollection<Row> collections;
  private final MongoCollection<Row> items;
  private final MongoCollection<TitleRow> titles;
  private final MongoCollection<TitleRow> itemTitles;
  private final MongoCollection<HomeRow> homes;
  private final MongoCollection<CalledRow> called;

  MongoGrants(Store store) {
    var database = store.database();
    this.collections = database.getCollection(Patch.In.COLLECTIONS.key(), Row.class);
    this.items = database.getCollection(Patch.In.ITEM_GRANTS.key(), Row.class);
    this.titles = database.getCollection(Patch.In.COLLECTIONS.key(), TitleRow.class);
    this.itemTitles = database.getCollection("items", TitleRow.class);
    this.homes = database.getCollection("items", HomeRow.class);
    this.called = database.getCollection("items", CalledRow.class);
  }

  /** Empty when there is no such collection; an item is taken to be there. */
  Optional<Row> find(Target target) {
    return switch (target) {
      case Target.OfCollection(CollectionId id) -> find(collections, id.value());
      case Target.OfItem(ItemId id, CollectionId _) ->
          Optional.of(
              find(items, id.value()).orElseGet(() -> new Row(id.value(), true, List.of(), 0L)));
    };
  }

  private static Optional<Row> find(MongoCollection<Row> rows, String id) {
    return Optional.ofNullable(
        rows.find(eq("_id", id)).projection(include("inherit", "grants", "gv")).first());
  }

  /** What replaces the grants that were at {@code gv}. */
  static Patch patch(Target target, long gv, boolean inherit, List<Grant> grants) {
    var patch =
        switch (target) {
          case Target.OfCollection(CollectionId id) ->
              Patch.change(Patch.In.COLLECTIONS, id.value());
          case Target.OfItem(ItemId id, CollectionId _) ->
              Patch.keep(Patch.In.ITEM_GRANTS, id.value());
        };
    var stored = grants.stream().map(grant -> StoredGrant.of(grant).fields()).toList();
    return patch.with("inherit", inherit).with("grants", stored).with("gv", gv + 1);
  }

  Map<CollectionId, String> titles(Collection<CollectionId> ids) {
    var found = new HashMap<CollectionId, String>();
    if (ids.isEmpty()) {
      return found;
    }
    titles
        .find(in("_id", ids.stream().map(CollectionId::value).toList()))
        .projection(include("title"))
        .forEach(
            row -> found.put(new CollectionId(row.id()), row.title() == null ? "" : row.title()));
    return found;
  }

  /** Where items lie; those that are gone are not in the answer. */
  Map<ItemId, CollectionId> homes(Collection<ItemId> ids) {
    return homes(ids, new Document());
  }

  /** The same without those in the trash. */
  Map<ItemId, CollectionId> homesOfLive(Collection<ItemId> ids) {
    return homes(ids, eq("live", true));
  }

  private Map<ItemId, CollectionId> homes(Collection<ItemId> ids, Bson which) {
    var found = new HashMap<ItemId, CollectionId>();
    if (ids.isEmpty()) {
      return found;
    }
    homes
        .find(and(in("_id", ids.stream().map(ItemId::value).toList()), which))
        .projection(include("home"))
        .forEach(row -> {
          if (row.home() != null) {
            found.put(new ItemId(row.id()), new CollectionId(row.home()));
          }
        });
    return found;
  }

  /** What items are called; those that are gone are not in the answer. */
  Map<ItemId, Called> called(Collection<ItemId> ids) {
    var found = new HashMap<ItemId, Called>();
    if (ids.isEmpty()) {
      return found;
    }
    called
        .find(in("_id", ids.stream().map(ItemId::value).toList()))
        .projection(include("home", "title", "name"))
        .forEach(row -> row.called().ifPresent(item -> found.put(new ItemId(row.id()), item)));
    return found;
  }

  /** What people call it; empty when it is gone. */
  String title(Target target) {
    var row =
        switch (target) {
          case Target.OfCollection(CollectionId id) ->
              titles.find(eq("_id", id.value())).projection(include("title")).first();
          case Target.OfItem(ItemId id, CollectionId _) ->
              itemTitles.find(eq("_id", id.value())).projection(include("title")).first();
        };
    return row == null || row.title() == null ? "" : row.title();
  }
}
