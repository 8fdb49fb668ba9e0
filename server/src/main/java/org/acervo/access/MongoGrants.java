package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.store.Store;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** The fields of a collection's document that belong to this room: inherit, grants and gv. */
final class MongoGrants {

  /**
   * The grants of one collection.
   *
   * @param gv counts their changes; a collection that never had any has none
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
  }

  public record TitleRow(@BsonId String id, @Nullable String title) {}

  private final MongoCollection<Row> collections;
  private final MongoCollection<TitleRow> titles;

  MongoGrants(Store store) {
    this.collections = store.database().getCollection("collections", Row.class);
    this.titles = store.database().getCollection("collections", TitleRow.class);
  }

  Optional<Row> find(CollectionId id) {
    return Optional.ofNullable(
        collections
            .find(eq("_id", id.value()))
            .projection(include("inherit", "grants", "gv"))
            .first());
  }

  /** False when the grants are not at that revision any more. */
  boolean replace(CollectionId id, long gv, boolean inherit, List<Grant> grants) {
    var revision = gv == 0 ? or(exists("gv", false), eq("gv", 0L)) : eq("gv", gv);
    var stored = grants.stream().map(StoredGrant::of).toList();
    return collections
            .updateOne(
                and(eq("_id", id.value()), revision),
                combine(set("inherit", inherit), set("grants", stored), set("gv", gv + 1)))
            .getMatchedCount()
        == 1;
  }

  /** Takes a principal that is gone out of all grants. */
  void forget(Principal principal) {
    var _ =
        collections.updateMany(
            eq("grants.p", principal.text()),
            combine(pull("grants", new Document("p", principal.text())), inc("gv", 1L)));
  }

  Map<CollectionId, String> titles(Collection<CollectionId> ids) {
    var found = new HashMap<CollectionId, String>();
    titles
        .find(in("_id", ids.stream().map(CollectionId::value).toList()))
        .projection(include("title"))
        .forEach(
            row -> found.put(new CollectionId(row.id()), row.title() == null ? "" : row.title()));
    return found;
  }
}
