package org.acervo.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The seconds of a logical time have 32 bits, all of them: they last until 2106. */
class AfterTwentyThirtyEightTest {
  @TempDir private Path dir;

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2040-02-29T12:00:00Z", "2100-12-31T23:59:59Z"})
  void changeStreamsGoOnInLaterDecades(String later) throws Exception {
    BsonDocument before;
    try (var server = EvaluationServer.start(dir, at("2038-01-19T03:14:00Z"));
        var client = MongoClients.create(server.uri())) {
      MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
      try (var stream = things.watch().cursor()) {
        things.insertOne(new Document("_id", 1));
        before = stream.next().getResumeToken();
      }
    }
    try (var server = EvaluationServer.start(dir, at(later));
        var client = MongoClients.create(server.uri())) {
      MongoCollection<Document> things = client.getDatabase("d").getCollection("things");
      try (var resumed = things.watch().resumeAfter(before).cursor();
          var fresh = things.watch().cursor()) {
        things.insertOne(new Document("_id", 2));
        things.insertOne(new Document("_id", 3));
        for (var stream : new MongoChangeStreamCursor<?>[] {resumed, fresh}) {
          for (int id = 2; id <= 3; id++) {
            var event = (ChangeStreamDocument<?>) stream.next();
            assertThat(requireNonNull(event.getDocumentKey()).getInt32("_id").getValue())
                .isEqualTo(id);
            assertThat(Integer.toUnsignedLong(requireNonNull(event.getClusterTime()).getTime()))
                .isEqualTo(Instant.parse(later).getEpochSecond());
          }
        }
      }
    }
  }
}
