package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Groups. Who belongs to one is written with the people. */
final class MongoGroups {

  /**
   * A stored group.
   *
   * @param sort the name as it is sorted, searched and unique
   * @param groups those that this one is a member of
   */
  public record Row(
      @BsonId String id,
      String name,
      String sort,
      String descr,
      @Nullable List<String> groups,
      Instant created,
      long rev) {}

  private final MongoCollection<Row> groups;

  MongoGroups(Store store) {
    this.groups = store.database().getCollection("groups", Row.class);
  }

  Optional<Row> find(GroupId id) {
    return Optional.ofNullable(groups.find(eq("_id", id.value())).first());
  }

  List<Row> page(String prefix, Optional<Cursor> from, int limit) {
    var parts = new ArrayList<Bson>();
    if (!prefix.isEmpty()) {
      parts.add(MongoUsers.begins("sort", prefix));
    }
    from.ifPresent(cursor -> parts.add(MongoUsers.after(cursor)));
    var query = parts.isEmpty() ? groups.find() : groups.find(and(parts));
    return query.sort(ascending("sort", "_id")).limit(limit).into(new ArrayList<>());
  }

  /**
   * Adds a group.
   *
   * @throws Failed with a conflict when the name is taken
   */
  void insert(Row row) {
    try {
      var _ = groups.insertOne(row);
    } catch (RuntimeException e) {
      throw StoreFailures.isDuplicateKey(e) ? taken(row.name()) : e;
    }
  }

  /**
   * Empty when the group is gone or at another revision.
   *
   * @throws Failed with a conflict when another group has that name
   */
  Optional<Row> update(GroupId id, long rev, Optional<String> name, Optional<String> descr) {
    var fields = new ArrayList<Bson>();
    fields.add(inc("rev", 1L));
    name.ifPresent(value -> fields.add(set("name", value)));
    name.ifPresent(value -> fields.add(set("sort", Cursor.fold(value))));
    descr.ifPresent(value -> fields.add(set("descr", value)));
    try {
      return Optional.ofNullable(
          groups.findOneAndUpdate(
              and(eq("_id", id.value()), eq("rev", rev)),
              combine(fields),
              new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    } catch (RuntimeException e) {
      throw StoreFailures.isDuplicateKey(e) ? taken(name.orElse("")) : e;
    }
  }

  private static Failed taken(String name) {
    return Failed.conflict("There is a group named '" + name + "' already. Choose another name.");
  }

  boolean delete(GroupId id) {
    return groups.deleteOne(eq("_id", id.value())).getDeletedCount() == 1;
  }

  /** Takes what is gone out of the lists of those that were its members. */
  void allLeave(GroupId id) {
    var _ = groups.updateMany(eq("groups", id.value()), pull("groups", id.value()));
  }
}
