package org.acervo.embedded;

import static com.mongodb.client.model.Filters.eq;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.ConnectionString;
import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to the evaluation server: its clock, its restarts, its limits. */
class EvaluationServerTest {
  private final SettableClock time = new SettableClock();

  private static MongoCollection<Document> things(MongoClient client) {
    return client.getDatabase("library").getCollection("things");
  }

  private static BsonTimestamp insert(MongoClient client, int id) {
    return client
        .getDatabase("library")
        .runCommand(
            new Document("insert", "things").append("documents", List.of(new Document("_id", id))))
        .get("operationTime", BsonTimestamp.class);
  }

  @Test
  void expiredDocumentsAreRemovedWhenTheirTimeHasCome() throws Exception {
    try (var server = EvaluationServer.inMemory(time);
        var client = MongoClients.create(server.uri())) {
      var sessions = things(client);
      sessions.createIndex(
          Indexes.ascending("exp"), new IndexOptions().expireAfter(10L, TimeUnit.SECONDS));
      Date now = Date.from(time.instant());
      sessions.insertOne(new Document("_id", "old").append("exp", now));
      sessions.insertOne(new Document("_id", "never"));
      sessions.insertOne(new Document("_id", "text").append("exp", "2001"));
      server.sweepExpired();
      assertThat(sessions.countDocuments()).isEqualTo(3);
      time.move(Duration.ofSeconds(11));
      server.sweepExpired();
      assertThat(sessions.find())
          .extracting(d -> d.getString("_id"))
          .containsExactlyInAnyOrder("never", "text");
    }
  }

  @Test
  void timeGrowsAlthoughTheWallClockStandsStillOrGoesBack(@TempDir Path dir) throws Exception {
    BsonTimestamp before;
    try (var server = EvaluationServer.start(dir, time);
        var client = MongoClients.create(server.uri())) {
      before = insert(client, 1);
      BsonTimestamp next = insert(client, 2);
      assertThat(next).isGreaterThan(before);
      before = next;
    }
    time.move(Duration.ofDays(-2));
    try (var server = EvaluationServer.start(dir, time);
        var client = MongoClients.create(server.uri())) {
      assertThat(
              client
                  .getDatabase("library")
                  .runCommand(new Document("ping", 1))
                  .get("operationTime", BsonTimestamp.class))
          .isGreaterThanOrEqualTo(before);
      assertThat(insert(client, 3)).isGreaterThan(before);
    }
  }

  @Test
  void documentsIndexesAndStreamsSurviveARestart(@TempDir Path dir) throws Exception {
    BsonDocument token;
    try (var server = EvaluationServer.start(dir, time);
        var client = MongoClients.create(server.uri())) {
      things(client).createIndex(Indexes.ascending("login"), new IndexOptions().unique(true));
      try (var cursor = things(client).watch().cursor()) {
        things(client).insertOne(new Document("_id", 1).append("login", "ann"));
        token = cursor.next().getResumeToken();
      }
      things(client).insertOne(new Document("_id", 2).append("login", "bob"));
    }
    try (var server = EvaluationServer.start(dir, time);
        var client = MongoClients.create(server.uri())) {
      assertThat(things(client).find(eq("login", "ann"))).hasSize(1);
      assertThat(things(client).listIndexes()).hasSize(2);
      try (var cursor = things(client).watch().resumeAfter(token).cursor()) {
        assertThat(requireNonNull(cursor.next().getDocumentKey()).getInt32("_id").getValue())
            .isEqualTo(2);
      }
    }
  }

  @Test
  void snapshotOfAChangedCollectionIsRefusedAndOfAnotherServed() throws Exception {
    try (var server = EvaluationServer.inMemory(time);
        var client = MongoClients.create(server.uri());
        var session = client.startSession(ClientSessionOptions.builder().snapshot(true).build())) {
      insert(client, 1);
      assertThat(things(client).find(session)).hasSize(1);
      insert(client, 2);
      assertThatThrownBy(() -> things(client).find(session).first())
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(239));
      assertThat(client.getDatabase("library").getCollection("others").find(session)).isEmpty();
    }
  }

  @Test
  void snapshotOfAFutureTimeStaysTrue() throws Exception {
    try (var server = EvaluationServer.inMemory(time);
        var client = MongoClients.create(server.uri())) {
      BsonTimestamp written = insert(client, 1);
      BsonTimestamp future = new BsonTimestamp(written.getValue() + 1000);
      Document find =
          new Document("find", "things")
              .append(
                  "readConcern", new Document("level", "snapshot").append("atClusterTime", future));
      assertThat(
              client
                  .getDatabase("library")
                  .runCommand(find)
                  .get("cursor", Document.class)
                  .get("atClusterTime"))
          .isEqualTo(future);
      assertThat(insert(client, 2)).isGreaterThan(future);
    }
  }

  @Test
  void transactionsAndValidatorsAreRefusedPlainly() throws Exception {
    try (var server = EvaluationServer.inMemory(time);
        var client = MongoClients.create(server.uri());
        var session = client.startSession()) {
      session.startTransaction();
      assertThatThrownBy(() -> things(client).insertOne(session, new Document()))
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(20));
      session.abortTransaction();
      assertThatThrownBy(() ->
              client
                  .getDatabase("library")
                  .runCommand(
                      new Document("create", "checked")
                          .append("validator", new Document("$jsonSchema", new Document()))))
          .isInstanceOfSatisfying(
              MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(115));
    }
  }

  @Test
  void killedServerLosesNothingAcknowledgedAndItsTimeDoesNotGoBack(@TempDir Path dir)
      throws Exception {
    BsonTimestamp last;
    try (var killed = ServerInItsOwnProcess.start(dir);
        var client = MongoClients.create(killed.uri())) {
      last = insert(client, 0);
      for (int i = 1; i <= 200; i++) {
        last = insert(client, i);
      }
      killed.kill();
    }
    try (var server = EvaluationServer.start(dir, Clock.systemUTC());
        var client = MongoClients.create(server.uri())) {
      assertThat(things(client).countDocuments()).isEqualTo(201);
      assertThat(insert(client, 1000)).isGreaterThan(last);
      try (var files = Files.list(dir)) {
        assertThat(files)
            .allSatisfy(file ->
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as(file.toString())
                    .isEqualTo("rw-------"));
      }
    }
  }

  @Test
  void folderOfALivingServerIsRefusedWithItsNumberAndThatOfAKilledOneIsNot(@TempDir Path dir)
      throws Exception {
    try (var living = ServerInItsOwnProcess.start(dir);
        var client = MongoClients.create(living.uri())) {
      insert(client, 1);
      assertThatThrownBy(() -> EvaluationServer.start(dir, Clock.systemUTC()))
          .isInstanceOf(FolderLock.InUse.class)
          .hasMessageContaining("process " + living.pid());
      insert(client, 2);
      living.kill();
    }
    try (var server = EvaluationServer.start(dir, Clock.systemUTC());
        var client = MongoClients.create(server.uri())) {
      assertThat(things(client).countDocuments()).isEqualTo(2);
      assertThatThrownBy(() -> EvaluationServer.start(dir, Clock.systemUTC()))
          .isInstanceOf(FolderLock.InUse.class);
      insert(client, 3);
    }
  }

  @Test
  void garbageEndsOneConnectionAndNoOther() throws Exception {
    try (var server = EvaluationServer.inMemory(time);
        var client = MongoClients.create(server.uri())) {
      insert(client, 1);
      String address = new ConnectionString(server.uri()).getHosts().getFirst();
      int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
      Random random = new Random(11);
      for (int i = 0; i < 50; i++) {
        byte[] message = new byte[16 + random.nextInt(200)];
        random.nextBytes(message);
        if (i % 2 == 0) {
          ByteBuffer.wrap(message)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(message.length)
              .putInt(i)
              .putInt(0)
              .putInt(2013)
              .putInt(0);
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(message);
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
          assertThat(reset).hasMessageContaining("reset");
        }
      }
      assertThat(things(client).countDocuments()).isEqualTo(1);
    }
  }
}
