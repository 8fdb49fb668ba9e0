package org.acervo.embedded;

import static com.mongodb.client.model.Filters.eq;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Change streams, as the cache's relay uses them. */
abstract class ChangeStreamContract extends MongoContract {
  @BeforeEach
  void createCollection() {
    database.createCollection("things");
  }

  private static List<ChangeStreamDocument<Document>> take(
      MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor, int count) {
    List<ChangeStreamDocument<Document>> events = new ArrayList<>();
    while (events.size() < count) {
      events.add(cursor.next());
    }
    return events;
  }

  @Test
  void collectionStreamTellsEveryKindOfChangeInOrder() {
    try (var cursor = things.watch().fullDocument(FullDocument.UPDATE_LOOKUP).cursor()) {
      things.insertOne(new Document("_id", 1).append("a", 1).append("b", new Document("c", 1)));
      things.updateOne(eq("_id", 1), Updates.combine(Updates.set("b.c", 2), Updates.unset("a")));
      things.replaceOne(eq("_id", 1), new Document("x", 1));
      things.findOneAndUpdate(eq("_id", 1), Updates.set("x", 2));
      things.deleteOne(eq("_id", 1));
      var events = take(cursor, 5);
      assertThat(events)
          .extracting(ChangeStreamDocument::getOperationType)
          .containsExactly(
              OperationType.INSERT,
              OperationType.UPDATE,
              OperationType.REPLACE,
              OperationType.UPDATE,
              OperationType.DELETE);
      assertThat(events)
          .allSatisfy(event ->
              assertThat(event.getDocumentKey())
                  .isEqualTo(new BsonDocument("_id", new BsonInt32(1))));
      assertThat(events.getFirst().getFullDocument())
          .isEqualTo(new Document("_id", 1).append("a", 1).append("b", new Document("c", 1)));
      var update = requireNonNull(events.get(1).getUpdateDescription());
      assertThat(update.getUpdatedFields()).isEqualTo(new BsonDocument("b.c", new BsonInt32(2)));
      assertThat(update.getRemovedFields()).containsExactly("a");
      assertThat(events.get(2).getFullDocument()).isEqualTo(new Document("_id", 1).append("x", 1));
    }
  }

  @Test
  void databaseStreamTellsOfAllCollectionsAndNoOtherDatabase() {
    var other = client().getDatabase(database.getName() + "_other");
    try (var cursor = database.watch().cursor()) {
      other.getCollection("things").insertOne(new Document("_id", 0));
      database.getCollection("items").insertOne(new Document("_id", 1));
      things.insertOne(new Document("_id", 2));
      assertThat(take(cursor, 2))
          .extracting(event -> requireNonNull(event.getNamespace()).getCollectionName())
          .containsExactly("items", "things");
    } finally {
      other.drop();
    }
  }

  @Test
  void streamResumesAfterATokenWithoutLossOrRepeat() {
    try (var cursor = things.watch().cursor()) {
      things.insertOne(new Document("_id", 1));
      things.insertOne(new Document("_id", 2));
      BsonDocument token = cursor.next().getResumeToken();
      things.insertOne(new Document("_id", 3));
      try (var resumed = things.watch().resumeAfter(token).cursor()) {
        assertThat(take(resumed, 2))
            .extracting(event -> requireNonNull(event.getDocumentKey()).getInt32("_id").getValue())
            .containsExactly(2, 3);
      }
    }
  }

  @Test
  void streamStartsAtAnOperationTimeAndIncludesIt() {
    things.insertOne(new Document("_id", 1));
    Document reply =
        database.runCommand(
            new Document("insert", "things").append("documents", List.of(new Document("_id", 2))));
    BsonTimestamp time = reply.get("operationTime", BsonTimestamp.class);
    try (var cursor = things.watch().startAtOperationTime(time).cursor()) {
      var event = cursor.next();
      assertThat(requireNonNull(event.getDocumentKey()).getInt32("_id").getValue()).isEqualTo(2);
      assertThat(event.getClusterTime()).isEqualTo(time);
    }
  }

  @Test
  void stagesFilterAndShapeTheEvents() {
    try (var cursor =
        things
            .watch(
                List.of(
                    new Document("$match", new Document("operationType", "delete")),
                    new Document("$project", new Document("documentKey", 1))))
            .cursor()) {
      things.insertOne(new Document("_id", 1));
      things.deleteOne(eq("_id", 1));
      assertThat(requireNonNull(cursor.next().getDocumentKey()).getInt32("_id").getValue())
          .isEqualTo(1);
    }
  }

  @Test
  void waitingReaderIsWokenByAWrite() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var cursor = things.watch().maxAwaitTime(30, TimeUnit.SECONDS).cursor()) {
      var event = threads.submit(cursor::next);
      things.insertOne(new Document("_id", 9));
      assertThat(requireNonNull(event.get(20, TimeUnit.SECONDS).getDocumentKey()).getInt32("_id"))
          .isEqualTo(new BsonInt32(9));
    }
  }

  @Test
  void quietStreamAnswersEmptyAndStaysOpen() {
    try (var cursor = things.watch().maxAwaitTime(20, TimeUnit.MILLISECONDS).cursor()) {
      assertThat(cursor.tryNext()).isNull();
      assertThat(cursor.tryNext()).isNull();
      assertThat(cursor.getResumeToken()).isNotNull();
      things.insertOne(new Document("_id", 1));
      assertThat(take(cursor, 1)).hasSize(1);
    }
  }

  @Test
  void failedWriteTellsNothing() {
    things.insertOne(new Document("_id", 1));
    try (var cursor = things.watch().maxAwaitTime(20, TimeUnit.MILLISECONDS).cursor()) {
      assertThat(
              database
                  .runCommand(
                      new Document("insert", "things")
                          .append("documents", List.of(new Document("_id", 1))))
                  .getList("writeErrors", Document.class))
          .hasSize(1);
      things.updateOne(eq("_id", 1), Updates.unset("absent"));
      things.insertOne(new Document("_id", 2));
      assertThat(requireNonNull(take(cursor, 1).getFirst().getDocumentKey()).getInt32("_id"))
          .isEqualTo(new BsonInt32(2));
    }
  }
}
