package org.acervo.embedded;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same contract on a real server, when one is named. A server that was named and does not
 * answer is a failure.
 */
@EnabledIfEnvironmentVariable(named = RealMongoTest.URI, matches = ".+")
class RealMongoTest {
  static final String URI = "ACERVO_TEST_MONGODB_URI";

  private static MongoClient client;
  private static MongoClient plain;

  @BeforeAll
  static void connect() {
    client = EvaluationMongoTest.strictClient(System.getenv(URI));
    plain = MongoClients.create(System.getenv(URI));
    client.getDatabase("admin").runCommand(new Document("ping", 1));
  }

  @AfterAll
  static void disconnect() {
    client.close();
    plain.close();
  }

  /** What SecantusDB 0.7.0b3 ({@code tools/second-judge.py}) does otherwise than MongoDB. */
  private static void passOverSecondJudge(String because) {
    var hello = plain.getDatabase("admin").runCommand(new Document("hello", 1));
    assumeFalse("secantus".equals(hello.getString("setName")), () -> "SecantusDB " + because);
  }

  @Nested
  class Documents extends DocumentContract {
    @Override
    MongoClient client() {
      return client;
    }

    @Override
    @Test
    @SuppressWarnings("JUnitMethodInvoked") // the same test, passed over on one server
    void arrayElementsAreUpdatedByFilterAndByPosition() {
      passOverSecondJudge("does not find the position where the query is an $and");
      super.arrayElementsAreUpdatedByFilterAndByPosition();
    }
  }

  @Nested
  class Times extends TimeContract {
    @Override
    MongoClient client() {
      return plain;
    }

    @Override
    @Test
    @SuppressWarnings("JUnitMethodInvoked") // the same test, passed over on one server
    void snapshotIsNeverMixedWithLaterWrites() {
      passOverSecondJudge("does not hold snapshot reads at their time");
      super.snapshotIsNeverMixedWithLaterWrites();
    }

    @Override
    @Test
    @SuppressWarnings("JUnitMethodInvoked") // the same test, passed over on one server
    void writeOlderThanTheSessionsLastIsRefused() {
      passOverSecondJudge("does a write that is older than the last of its session");
      super.writeOlderThanTheSessionsLastIsRefused();
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
