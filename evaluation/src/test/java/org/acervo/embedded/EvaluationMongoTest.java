package org.acervo.embedded;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerApi;
import com.mongodb.ServerApiVersion;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The contract on the evaluation server, with its data in a file. */
class EvaluationMongoTest {
  @TempDir private static Path dir;
  private static EvaluationServer server;
  private static MongoClient client;
  private static MongoClient plain;

  @BeforeAll
  static void start() throws IOException {
    server = EvaluationServer.start(dir, Clock.systemUTC());
    client = strictClient(server.uri());
    plain = MongoClients.create(server.uri());
  }

  @AfterAll
  static void stop() throws IOException {
    client.close();
    plain.close();
    server.close();
  }

  static MongoClient strictClient(String uri) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .serverApi(ServerApi.builder().version(ServerApiVersion.V1).strict(true).build())
            .build());
  }

  @Nested
  class Documents extends DocumentContract {
    @Override
    MongoClient client() {
      return client;
    }
  }

  @Nested
  class Times extends TimeContract {
    @Override
    MongoClient client() {
      return plain;
    }
  }

  @Nested
  class Streams extends ChangeStreamContract {
    @Override
    MongoClient client() {
      return client;
    }
  }

  @Nested
  class IndexKinds extends IndexContract {
    @Override
    MongoClient client() {
      return client;
    }
  }
}
