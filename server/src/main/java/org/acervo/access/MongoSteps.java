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
import java.util.concurrent.TimeUnit;
import org.acervo.store.Migrations.Step;

/** What the database needs before this room can work. */
final class MongoSteps {
  private MongoSteps() {}

  static List<Step> all() {
    return List.of(
        new Step("access-1-indexes", MongoSteps::indexes),
        new Step("access-1-head", MongoSteps::head));
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
    sessions.createIndex(ascending("exp"), removedAt());
    sessions.createIndex(ascending("user"));
    var tokens = database.getCollection("tokens");
    tokens.createIndex(ascending("hash"), new IndexOptions().unique(true));
    tokens.createIndex(ascending("until"), removedAt());
    tokens.createIndex(ascending("user"));
    database.getCollection("sign_in_tries").createIndex(ascending("exp"), removedAt());
    database.getCollection("collections").createIndex(ascending("grants.p"));
    var log = database.getCollection("policy_log");
    log.createIndex(compoundIndex(ascending("object"), descending("_id")));
    log.createIndex(compoundIndex(ascending("subject"), descending("_id")));
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
                eq("_id", MongoPolicy.HEAD),
                setOnInsert("n", 1L),
                new UpdateOptions().upsert(true));
  }
}
