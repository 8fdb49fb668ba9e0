package org.acervo.access;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;
import org.acervo.store.Store;
import org.bson.BsonValue;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * The head of the policy and everything it counts. {@code policy {_id: "head", n, by?, until?}}:
 * {@code by} names the change that is being made and {@code until} is when it is taken for dead.
 */
final class MongoPolicy {
  static final String HEAD = "head";

  public record Head(@BsonId String id, long n, @Nullable String by, @Nullable Instant until) {
    boolean busy() {
      return by != null;
    }

    boolean abandoned(Instant now) {
      return until != null && !now.isBefore(until);
    }
  }

  public record PersonRow(
      @BsonId String id, String state, @Nullable Boolean admin, @Nullable List<String> groups) {}

  public record GroupRow(@BsonId String id, @Nullable List<String> groups) {}

  public record CollectionRow(
      @BsonId String id,
      String parent,
      @Nullable Boolean inherit,
      @Nullable List<StoredGrant> grants,
      @Nullable BsonValue del) {}

  public record LogRow(
      @BsonId long n,
      Instant at,
      String actor,
      String what,
      String object,
      List<String> subject,
      String before,
      String after) {}

  private final MongoDatabase database;
  private final MongoCollection<Head> heads;
  private final MongoCollection<LogRow> log;

  MongoPolicy(Store store) {
    this.database = store.database();
    this.heads = database.getCollection("policy", Head.class);
    this.log = database.getCollection("policy_log", LogRow.class);
  }

  Head head() {
    var head = heads.find(eq("_id", HEAD)).first();
    if (head == null) {
      throw new IllegalStateException("the policy has no head: the migrations have not run");
    }
    return head;
  }

  /** Counts the start of a change and marks it; empty while another one is being made. */
  Optional<Head> begin(String by, Instant now, Instant until) {
    var free = or(exists("by", false), lte("until", now));
    return update(
        and(eq("_id", HEAD), free), combine(inc("n", 1L), set("by", by), set("until", until)));
  }

  /** Counts the end of a change; empty when it had been taken for dead and was ended already. */
  Optional<Head> end(String by) {
    return update(
        and(eq("_id", HEAD), eq("by", by)), combine(inc("n", 1L), unset("by"), unset("until")));
  }

  /** Counts up, so that every policy in memory is looked at again. */
  void count() {
    var _ = heads.updateOne(eq("_id", HEAD), inc("n", 1L));
  }

  private Optional<Head> update(Bson filter, Bson update) {
    var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    return Optional.ofNullable(heads.findOneAndUpdate(filter, update, after));
  }

  PolicyData load(long number) {
    var people = new HashMap<UserId, Member>();
    rows("users", PersonRow.class, "state", "admin", "groups")
        .forEach(row -> people.put(new UserId(row.id()), member(row)));
    var groups = new HashMap<GroupId, Set<GroupId>>();
    rows("groups", GroupRow.class, "groups")
        .forEach(row -> groups.put(new GroupId(row.id()), groupIds(row.groups())));
    var collections = new HashMap<CollectionId, Branch>();
    rows("collections", CollectionRow.class, "parent", "inherit", "grants", "del")
        .forEach(row -> collections.put(new CollectionId(row.id()), branch(row)));
    return new PolicyData(number, people, groups, Role.BUILTIN_BY_ID, collections);
  }

  private <T> Iterable<T> rows(String collection, Class<T> type, String... fields) {
    return database
        .getCollection(collection, type)
        .find()
        .projection(include(fields))
        .batchSize(10_000);
  }

  private static Member member(PersonRow row) {
    return new Member(
        row.state().equals(User.State.ACTIVE.key()),
        Boolean.TRUE.equals(row.admin()),
        groupIds(row.groups()));
  }

  private static Set<GroupId> groupIds(@Nullable List<String> ids) {
    return ids == null ? Set.of() : ids.stream().map(GroupId::new).collect(Collectors.toSet());
  }

  private static Branch branch(CollectionRow row) {
    var stored = row.grants() == null ? List.<StoredGrant>of() : row.grants();
    return new Branch(
        new CollectionId(row.parent()),
        !Boolean.FALSE.equals(row.inherit()),
        stored.stream().map(StoredGrant::read).flatMap(Optional::stream).toList(),
        row.del() != null && !row.del().isNull());
  }

  void append(long n, Instant at, String actor, Entry entry) {
    var _ =
        log.insertOne(
            new LogRow(
                n,
                at,
                actor,
                entry.what(),
                entry.object(),
                entry.subjects(),
                entry.before(),
                entry.after()));
  }

  /** Takes back the entry of a change that did not happen. */
  void withdraw(long n) {
    var _ = log.deleteOne(eq("_id", n));
  }
}
