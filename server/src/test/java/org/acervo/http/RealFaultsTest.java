package org.acervo.http;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The same on a real server, when one is named. It has to be started with its test commands; one
 * that was named and cannot fail on command is a failure.
 */
@Tag("slow")
@EnabledIfEnvironmentVariable(named = RealFaultsTest.URI, matches = ".+")
final class RealFaultsTest extends FaultsContract {
  static final String URI = "ACERVO_TEST_MONGODB_URI";

  @Override
  Faults faults() {
    return new FailPoints(System.getenv(URI));
  }
}
