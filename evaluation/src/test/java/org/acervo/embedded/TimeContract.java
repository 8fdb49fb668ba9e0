package org.acervo.embedded;

import static com.mongodb.client.model.Filters.eq;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoCommandException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Logical time, sessions, snapshots and writes sent twice. */
abstract class TimeContract extends MongoContract {
  private BsonTimestamp timeOf(Document reply) {
    return reply.get("operationTime", BsonTimestamp.class);
  }

  private Document insert(int id) {
    return database.runCommand(
        new Document("insert", "things")
            .append("documents", List.of(new Document("_id", id)))
            .append("writeConcern", new Document("w", "majority").append("j", true)));
  }

  @Test
  void serverIsThePrimaryOfAReplicaSetWithSessions() {
    Document hello = database.runCommand(new Document("hello", 1));
    assertThat(hello.getString("setName")).isNotEmpty();
    assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
    assertThat(hello.getString("me")).isEqualTo(hello.getString("primary"));
    assertThat(hello.getList("hosts", String.class)).contains(hello.getString("me"));
    assertThat(hello.getInteger("logicalSessionTimeoutMinutes")).isPositive();
    assertThat(hello.getInteger("maxWireVersion")).isGreaterThanOrEqualTo(17);
  }

  @Test
  void everyWriteHasALaterTimeThanTheOneBefore() {
    BsonTimestamp first = timeOf(insert(1));
    BsonTimestamp second = timeOf(insert(2));
    assertThat(second).isGreaterThan(first);
  }

  @Test
  void aReadIsNotOlderThanTheWriteItFollows() {
    BsonTimestamp written = timeOf(insert(1));
    Document read = database.runCommand(new Document("find", "things"));
    assertThat(timeOf(read)).isGreaterThanOrEqualTo(written);
    assertThat(read.get("$clusterTime", Document.class).get("clusterTime", BsonTimestamp.class))
        .isGreaterThanOrEqualTo(written);
  }

  @Test
  void sessionRemembersTheTimeOfItsOperations() {
    try (ClientSession session = client().startSession()) {
      things.insertOne(session, new Document("_id", 1));
      BsonTimestamp written = requireNonNull(session.getOperationTime());
      assertThat(things.find(session, eq("_id", 1)).first()).isNotNull();
      assertThat(requireNonNull(session.getOperationTime())).isGreaterThanOrEqualTo(written);
    }
  }

  @Test
  void causallyConsistentReadSeesTheSessionsWrite() {
    try (ClientSession session =
        client().startSession(ClientSessionOptions.builder().causallyConsistent(true).build())) {
      for (int i = 0; i < 20; i++) {
        things.insertOne(session, new Document("_id", i));
        assertThat(things.find(session, eq("_id", i)).first()).isNotNull();
      }
    }
  }

  @Test
  void readsAreAcceptedAtEveryReadConcern() {
    insert(1);
    for (ReadConcern concern :
        List.of(
            ReadConcern.LOCAL,
            ReadConcern.AVAILABLE,
            ReadConcern.MAJORITY,
            ReadConcern.LINEARIZABLE)) {
      assertThat(things.withReadConcern(concern).find(eq("_id", 1)).first()).isNotNull();
    }
  }

  @Test
  void snapshotReadTellsTheTimeItIsTrueAt() {
    BsonTimestamp written = timeOf(insert(1));
    Document reply =
        database.runCommand(
            new Document("find", "things")
                .append("readConcern", new Document("level", "snapshot")));
    BsonTimestamp at =
        reply.get("cursor", Document.class).get("atClusterTime", BsonTimestamp.class);
    assertThat(at).isGreaterThanOrEqualTo(written);
    assertThat(timeOf(insert(2))).isGreaterThan(at);
  }

  @Test
  void snapshotSessionReadsSeveralCollectionsAtOneTime() {
    insert(1);
    database.getCollection("others").insertOne(new Document("_id", 1));
    try (ClientSession session =
        client().startSession(ClientSessionOptions.builder().snapshot(true).build())) {
      var plain = database.withReadConcern(ReadConcern.DEFAULT);
      assertThat(plain.getCollection("things").find(session)).hasSize(1);
      assertThat(plain.getCollection("others").find(session)).hasSize(1);
      assertThat(
              plain
                  .getCollection("others")
                  .aggregate(session, List.of(new Document("$match", new Document("_id", 1)))))
          .hasSize(1);
      assertThat(session.getSnapshotTimestamp()).isNotNull();
    }
  }

  @Test
  void snapshotIsNeverMixedWithLaterWrites() {
    insert(1);
    try (ClientSession session =
        client().startSession(ClientSessionOptions.builder().snapshot(true).build())) {
      var plain = database.withReadConcern(ReadConcern.DEFAULT).getCollection("things");
      assertThat(plain.find(session)).hasSize(1);
      insert(2);
      try {
        assertThat(plain.find(session)).hasSize(1);
      } catch (MongoCommandException tooOld) {
        assertThat(tooOld.getErrorCode()).isIn(239, 246);
      }
    }
  }

  @Test
  void openCursorIsNotDisturbedByUpdates() {
    for (int i = 0; i < 10; i++) {
      things.insertOne(new Document("_id", i).append("v", 0));
    }
    try (ClientSession session =
            client().startSession(ClientSessionOptions.builder().snapshot(true).build());
        var cursor =
            database
                .withReadConcern(ReadConcern.DEFAULT)
                .getCollection("things")
                .find(session)
                .sort(Sorts.ascending("_id"))
                .batchSize(2)
                .iterator()) {
      cursor.next();
      things.updateMany(new Document(), Updates.inc("v", 1));
      int sum = 0;
      while (cursor.hasNext()) {
        sum += cursor.next().getInteger("v");
      }
      assertThat(sum).isZero();
    }
  }

  @Test
  void writeSentAgainIsDoneOnceAndAnsweredAlike() {
    things.insertOne(new Document("_id", 1).append("n", 0));
    try (ClientSession session = session()) {
      Document update =
          new Document("update", "things")
              .append("txnNumber", nextNumber(session))
              .append(
                  "updates",
                  List.of(
                      new Document("q", new Document("_id", 1))
                          .append("u", new Document("$inc", new Document("n", 1)))));
      Document first = database.runCommand(session, update);
      Document second = database.runCommand(session, update);
      assertThat(second.getInteger("n")).isEqualTo(first.getInteger("n")).isEqualTo(1);
      assertThat(second.getInteger("nModified")).isEqualTo(1);
    }
    assertThat(requireNonNull(things.find().first()).getInteger("n")).isEqualTo(1);
  }

  @Test
  void findAndModifySentAgainReturnsTheSameDocument() {
    try (ClientSession session = session()) {
      Document command =
          new Document("findAndModify", "things")
              .append("txnNumber", nextNumber(session))
              .append("query", new Document("_id", "c"))
              .append("update", new Document("$inc", new Document("n", 1)))
              .append("upsert", true)
              .append("new", true);
      Document first = database.runCommand(session, command);
      things.updateOne(eq("_id", "c"), Updates.inc("n", 100));
      assertThat(database.runCommand(session, command).get("value")).isEqualTo(first.get("value"));
    }
    assertThat(requireNonNull(things.find().first()).getInteger("n")).isEqualTo(101);
  }

  @Test
  void writeOlderThanTheSessionsLastIsRefused() {
    try (ClientSession session = session()) {
      Document older = retryableInsert(nextNumber(session), 1);
      Document newer = retryableInsert(nextNumber(session), 2);
      database.runCommand(session, newer);
      assertThatThrownBy(() -> database.runCommand(session, older))
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(225));
    }
    assertThat(things.countDocuments()).isEqualTo(1);
  }

  private static Document retryableInsert(long number, int id) {
    return new Document("insert", "things")
        .append("txnNumber", number)
        .append("documents", List.of(new Document("_id", id)));
  }

  private ClientSession session() {
    return client().startSession(ClientSessionOptions.builder().causallyConsistent(false).build());
  }

  /** Sessions are pooled by the driver, so the next number is the session's to give. */
  private static long nextNumber(ClientSession session) {
    return session.getServerSession().advanceTransactionNumber();
  }

  @Test
  void strictClientIsRefusedWhatTheStableApiLacks() {
    assertThatThrownBy(() ->
            database.runCommand(
                new Document("distinct", "things")
                    .append("key", "a")
                    .append("apiVersion", "1")
                    .append("apiStrict", true)))
        .isInstanceOfSatisfying(
            MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(323));
  }

  @Test
  void diagnosticCommandsAnswer() {
    insert(1);
    var admin = client().getDatabase("admin");
    assertThat(
            admin.runCommand(new Document("buildInfo", 1)).getList("versionArray", Integer.class))
        .first()
        .satisfies(major -> assertThat(major).isGreaterThanOrEqualTo(6));
    assertThat(admin.runCommand(new Document("serverStatus", 1)).getString("version")).isNotEmpty();
    assertThat(
            admin.runCommand(
                new Document("getParameter", 1).append("featureCompatibilityVersion", 1)))
        .containsKey("featureCompatibilityVersion");
    assertThat(admin.runCommand(new Document("replSetGetStatus", 1)).getInteger("myState"))
        .isEqualTo(1);
    assertThat(
            database
                .runCommand(new Document("collStats", "things"))
                .get("count", Number.class)
                .intValue())
        .isEqualTo(1);
    assertThat(client().listDatabaseNames()).contains(database.getName());
    assertThat(database.listCollectionNames()).containsExactly("things");
  }

  @Test
  void droppingWhatIsNotThereIsNoError() {
    database.getCollection("never").drop();
    assertThat(database.listCollectionNames()).isEmpty();
  }

  @Test
  void unacknowledgedWriteIsDone() {
    things.withWriteConcern(WriteConcern.UNACKNOWLEDGED).insertOne(new Document("_id", 1));
    for (int i = 0; i < 1000 && things.countDocuments() == 0; i++) {
      Thread.onSpinWait();
    }
    assertThat(things.countDocuments()).isEqualTo(1);
  }
}
