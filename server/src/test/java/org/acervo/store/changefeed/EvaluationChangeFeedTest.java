package org.acervo.store.changefeed;

import java.io.IOException;
import java.net.URI;
import org.acervo.embedded.EmbeddedMongo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** The contract on the evaluation server. */
@Tag("slow")
class EvaluationChangeFeedTest extends ChangeFeedContract {
  private static EmbeddedMongo mongo;

  @BeforeAll
  static void start() throws IOException {
    mongo = EmbeddedMongo.inMemory();
  }

  @AfterAll
  static void stop() throws IOException {
    mongo.close();
  }

  @Override
  URI server() {
    return URI.create(mongo.uri());
  }
}
