package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.LinkId;
import org.acervo.store.Store;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Links, each under the hash of the token that opens it. */
final class MongoLinks {

  /**
   * A stored link.
   *
   * @param target as {@link Target#text} writes it
   * @param home the collection that it opens, or where its item lay when it was made
   * @param password its hash, or null when none is asked for
   * @param uses how often it may be opened, or null for any number
   * @param left how often it may still be opened
   */
  public record Row(
      @BsonId String id,
      String hash,
      String name,
      String target,
      @Nullable String home,
      String role,
      @Nullable Instant until,
      @Nullable String password,
      @Nullable Long uses,
      @Nullable Long left,
      long used,
      Instant created,
      String by,
      @Nullable Instant asleep) {}

  private final MongoCollection<Row> links;

  MongoLinks(Store store) {
    this.links = store.database().getCollection(Patch.In.LINKS.key(), Row.class);
  }

  void insert(Row row) {
    var _ = links.insertOne(row);
  }

  void forgetAsleep(LinkId id) {
    var _ = links.deleteOne(and(eq("_id", id.value()), exists(MongoSteps.ASLEEP)));
  }

  Optional<Row> find(LinkId id) {
    return first(eq("_id", id.value()));
  }

  List<Row> find(Collection<LinkId> ids) {
    var wanted = ids.stream().map(LinkId::value).toList();
    return links.find(and(in("_id", wanted), MongoUsers.awake())).into(new ArrayList<>());
  }

  Optional<Row> findByHash(String hash) {
    return first(eq("hash", hash));
  }

  private Optional<Row> first(Bson filter) {
    return Optional.ofNullable(links.find(and(filter, MongoUsers.awake())).first());
  }

  /** Newest first, those after {@code after}. */
  List<Row> of(Target target, Optional<Cursor> after, int limit) {
    return list(eq("target", target.text()), after, limit);
  }

  List<Row> by(String user, Optional<Cursor> after, int limit) {
    return list(eq("by", user), after, limit);
  }

  List<Row> all(Optional<Cursor> after, int limit) {
    return list(MongoUsers.awake(), after, limit);
  }

  private List<Row> list(Bson filter, Optional<Cursor> after, int limit) {
    var parts = new ArrayList<>(List.of(filter, MongoUsers.awake()));
    after.ifPresent(last -> parts.add(lt("_id", last.id())));
    return links.find(and(parts)).sort(descending("_id")).limit(limit).into(new ArrayList<>());
  }

  /** Counts one use; false when none is left. */
  boolean use(Row row) {
    if (row.uses() == null) {
      var _ = links.updateOne(eq("_id", row.id()), inc("used", 1L));
      return true;
    }
    return links
            .updateOne(
                and(eq("_id", row.id()), gt("left", 0L)),
                combine(inc("left", -1L), inc("used", 1L)))
            .getMatchedCount()
        == 1;
  }
}
