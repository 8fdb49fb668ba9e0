package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoTest {
  @TempDir private Path dir;

  private static void assertWorks(EmbeddedMongo mongo) {
    try (var client = MongoClients.create(mongo.uri())) {
      client.getDatabase("first").getCollection("things").insertOne(new Document("_id", 1));
    }
  }

  @Test
  void trialStartsWithoutAnySetting() throws IOException {
    try (EmbeddedMongo mongo = EmbeddedMongo.start(dir)) {
      assertWorks(mongo);
      assertThat(mongo.uri()).contains("@127.0.0.1:").contains("replicaSet=");
      assertThat(mongo.describe()).contains("for a trial on one machine");
    }
  }

  @Test
  void inMemoryServerLeavesNoFile() throws IOException {
    try (EmbeddedMongo mongo = EmbeddedMongo.inMemory()) {
      assertWorks(mongo);
    }
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void namedMongodThatDoesNotStartIsAnErrorThatNamesItsLog() {
    Path ends = ChildProcess.onPath("false").orElseThrow();
    assertThatThrownBy(() -> EmbeddedMongo.start(dir, Optional.of(ends)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("mongod.log");
  }

  @Test
  void folderStaysWithTheServerThatWroteIt() throws IOException {
    EmbeddedMongo.evaluation(dir).close();
    try (EmbeddedMongo mongo = EmbeddedMongo.start(dir, Optional.empty())) {
      assertThat(mongo.describe()).startsWith("evaluation store");
    }
  }

  @Test
  void folderOfAMongodThatIsGoneIsNotStartedEmpty() throws IOException {
    assumeThat(ChildProcess.onPath("mongod")).isEmpty();
    Files.createDirectories(dir.resolve("mongod"));
    Files.writeString(dir.resolve("mongod/WiredTiger"), "");
    assertThatThrownBy(() -> EmbeddedMongo.start(dir, Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ACERVO_MONGOD");
  }

  @Test
  void secondServerOnTheSameFolderIsRefused() throws IOException {
    try (EmbeddedMongo first = EmbeddedMongo.evaluation(dir)) {
      assertThatThrownBy(() -> EmbeddedMongo.evaluation(dir))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
      assertWorks(first);
    }
  }
}
