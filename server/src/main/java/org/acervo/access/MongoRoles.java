package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import java.time.Instant;
import java.util.List;
import org.acervo.kernel.Failed;
import org.acervo.kernel.RoleId;
import org.acervo.store.Store;
import org.acervo.store.StoreFailures;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** The roles that administrators define. */
final class MongoRoles {
  /** A stored role; {@code sort} is the name as it is unique. */
  public record Row(
      @BsonId String id,
      String name,
      String sort,
      List<String> permissions,
      Instant created,
      long rev,
      @Nullable Instant asleep) {}

  private final MongoCollection<Row> roles;

  MongoRoles(Store store) {
    this.roles = store.database().getCollection(Patch.In.ROLES.key(), Row.class);
  }

  /**
   * Adds a role, asleep.
   *
   * @throws Failed with a conflict when the name is taken
   */
  void insert(Row row) {
    try {
      var _ = roles.insertOne(row);
    } catch (RuntimeException e) {
      throw StoreFailures.isDuplicateKey(e)
          ? Failed.conflict("There is a role named '" + row.name() + "' already.")
          : e;
    }
  }

  void forgetAsleep(RoleId id) {
    var _ = roles.deleteOne(and(eq("_id", id.value()), exists(MongoSteps.ASLEEP)));
  }
}
