package org.acervo.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The start on a real standalone server, when one is named: with and without the name of a set. */
@EnabledIfEnvironmentVariable(named = RealStandaloneTest.URI, matches = ".+")
final class RealStandaloneTest {
  static final String URI = "ACERVO_TEST_STANDALONE_URI";

  @ParameterizedTest
  @ValueSource(strings = {"", "?replicaSet=rs0"})
  void isRefusedWithTheWayOut(String options) {
    var config =
        new StoreConfig(
            System.getenv(URI) + options, "acervo", Optional.empty(), Duration.ofSeconds(2));
    try (var store = Store.open(config)) {
      assertThatThrownBy(() -> store.await(Duration.ofSeconds(2)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("--replSet")
          .hasMessageContaining("rs.initiate()");
    }
  }
}
