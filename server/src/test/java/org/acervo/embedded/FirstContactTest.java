package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstContactTest {
  @Test
  void driverConnectsAsToAReplicaSetAndWritesDurably(@TempDir Path dir) throws Exception {
    try (EmbeddedMongo mongo = EmbeddedMongo.start(dir);
        var client = MongoClients.create(mongo.uri())) {
      var things =
          client
              .getDatabase("first")
              .getCollection("things")
              .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
              .withReadConcern(ReadConcern.MAJORITY);
      things.insertOne(new Document("_id", 1).append("a", "x"));
      things.updateOne(Filters.eq("_id", 1), Updates.set("a", "y"));
      try (var session = client.startSession()) {
        assertThat(things.find(session, Filters.eq("_id", 1)).first())
            .isEqualTo(new Document("_id", 1).append("a", "y"));
        assertThat(session.getOperationTime()).isNotNull();
      }
    }
  }
}
