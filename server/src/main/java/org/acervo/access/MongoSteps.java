package org.acervo.access;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Indexes.descending;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.acervo.store.Migrations.Step;

/** What the database needs before this room can work. */
final class MongoSteps {
  /**
   * A document that carries this field (with the time it was inserted) counts for nothing: the
   * change of rights that wakes it has not been committed. So a change never inserts a document,
   * and one that is repeated late cannot bring a removed document back.
   */
  static final String ASLEEP = "asleep";

  private MongoSteps() {}

  static List<Step> all() {
    return List.of(
        new Step("access-1-indexes", MongoSteps::indexes),
        new Step("access-1-head", MongoSteps::head),
        new Step("access-2-indexes", MongoSteps::laterIndexes),
        new Step("access-3-members", MongoSteps::membersByName),
        // By the server's own clock, set wrong, sessions and tokens would end for good.
        Step.removedBySweep("access-4-endings", Map.of("sessions", "exp", "tokens", "until")));
  }

  private static void indexes(MongoDatabase database) {
    var users = database.getCollection("users");
    users.createIndex(ascending("login"), new IndexOptions().unique(true));
    users.createIndex(ascending("sort", "_id"));
    users.createIndex(ascending("groups"));
    var groups = database.getCollection("groups");
    groups.createIndex(ascending("sort"), new IndexOptions().unique(true));
    groups.createIndex(ascending("groups"));
    var sessions = database.getCollection("sessions");
    sessions.createIndex(ascending("user"));
    var tokens = database.getCollection("tokens");
    tokens.createIndex(ascending("hash"), new IndexOptions().unique(true));
    tokens.createIndex(ascending("user"));
    database.getCollection("sign_in_tries").createIndex(ascending("exp"), removedAt());
    database.getCollection("collections").createIndex(ascending("grants.p"));
    var log = database.getCollection("policy_log");
    log.createIndex(compoundIndex(ascending("object"), descending("_id")));
    log.createIndex(compoundIndex(ascending("subject"), descending("_id")));
  }

  private static void laterIndexes(MongoDatabase database) {
    var log = database.getCollection("policy_log");
    log.createIndex(compoundIndex(ascending("actor"), descending("_id")));
    log.createIndex(ascending("at"));
    database.getCollection("roles").createIndex(ascending("sort"), new IndexOptions().unique(true));
    var links = database.getCollection("links");
    links.createIndex(ascending("hash"), new IndexOptions().unique(true));
    links.createIndex(compoundIndex(ascending("target"), ascending("_id")));
    links.createIndex(compoundIndex(ascending("by"), ascending("_id")));
  }

  /** A page of a large group must not sort the whole of it. */
  private static void membersByName(MongoDatabase database) {
    database.getCollection("users").createIndex(ascending("groups", "sort", "_id"));
  }

  /** The server removes a document when the time in the field has come. */
  private static IndexOptions removedAt() {
    return new IndexOptions().expireAfter(0L, TimeUnit.SECONDS);
  }

  private static void head(MongoDatabase database) {
    var _ =
        database
            .getCollection("policy")
            .updateOne(
                eq("_id", MongoLog.HEAD), setOnInsert("n", 1L), new UpdateOptions().upsert(true));
  }
}
