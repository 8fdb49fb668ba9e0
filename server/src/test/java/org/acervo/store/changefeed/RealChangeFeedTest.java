package org.acervo.store.changefeed;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The contract on a real server, when one is named, by one address and without a password. A server
 * that was named and does not answer is a failure.
 */
@EnabledIfEnvironmentVariable(named = RealChangeFeedTest.URI_OF_SERVER, matches = ".+")
@Tag("slow")
class RealChangeFeedTest extends ChangeFeedContract {
  static final String URI_OF_SERVER = "ACERVO_TEST_MONGODB_URI";

  @Override
  URI server() {
    return URI.create(System.getenv(URI_OF_SERVER));
  }
}
