package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
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
      long rev,
      @Nullable Instant asleep) {}

  private final MongoCollection<Row> groups;

  MongoGroups(Store store) {
    this.groups = store.database().getCollection("groups", Row.class);
  }

  Optional<Row> find(GroupId id) {
    return Optional.ofNullable(groups.find(and(eq("_id", id.value()), MongoUsers.awake())).first());
  }

  List<Row> page(String prefix, Optional<Cursor> from, int limit) {
    var parts = new ArrayList<Bson>();
    if (!prefix.isEmpty()) {
      parts.add(MongoUsers.begins("sort", prefix));
    }
    from.ifPresent(cursor -> parts.add(MongoUsers.after(cursor)));
    parts.add(MongoUsers.awake());
    return groups
        .find(and(parts))
        .sort(ascending("sort", "_id"))
        .limit(limit)
        .into(new ArrayList<>());
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

  /** Those of {@code ids} that exist, by name. */
  List<Row> find(Collection<GroupId> ids) {
    return groups
        .find(and(in("_id", ids.stream().map(GroupId::value).toList()), MongoUsers.awake()))
        .sort(ascending("sort"))
        .into(new ArrayList<>());
  }

  /** The groups that {@code id} names as members, by name. */
  List<Row> membersOf(GroupId id) {
    return groups
        .find(and(eq("groups", id.value()), MongoUsers.awake()))
        .sort(ascending("sort"))
        .into(new ArrayList<>());
  }

  /** Takes back what was inserted and never woken. */
  void forgetAsleep(GroupId id) {
    var _ = groups.deleteOne(and(eq("_id", id.value()), exists(MongoSteps.ASLEEP)));
  }
}
