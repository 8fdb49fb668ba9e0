package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.acervo.RunningServer;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The committed contract and the running server name the same calls, with the same guard before
 * each.
 */
final class ContractTest {

  @Test
  void contractAndServerNameTheSameCallsAndGuards() throws IOException {
    try (var server = RunningServer.start()) {
      var served = new TreeMap<String, String>();
      for (var endpoint : server.endpoints()) {
        if (!isAlias(endpoint.path())) {
          served.put(endpoint.method() + " " + endpoint.path(), endpoint.guard().key());
        }
      }
      assertThat(served).isEqualTo(promised());
    }
  }

  /** Health and metrics answer under the base too, for clients that know only the base. */
  private static boolean isAlias(String path) {
    return path.startsWith("/api/v1/health/") || path.equals("/api/v1/metrics");
  }

  /** HEAD comes with every GET, so it is not compared. */
  private static Map<String, String> promised() throws IOException {
    var promised = new TreeMap<String, String>();
    try (var in = Files.newBufferedReader(Path.of("../api/openapi.yaml"))) {
      Map<String, Object> contract = new Yaml().load(in);
      for (var path : map(contract.get("paths")).entrySet()) {
        for (var call : map(path.getValue()).entrySet()) {
          if (!call.getKey().equals("head")) {
            promised.put(
                call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                String.valueOf(map(call.getValue()).get("x-permission")));
          }
        }
      }
    }
    return promised;
  }

  @SuppressWarnings("unchecked") // YAML's maps have text keys here
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
