package org.acervo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.acervo.RunningServer;
import org.acervo.web.Again;
import org.jspecify.annotations.Nullable;
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

  @Test
  void everyWriteThatKeepsItsAnswerTakesAKey() throws IOException {
    var takes = new TreeSet<String>();
    try (var server = RunningServer.start()) {
      for (var endpoint : server.endpoints()) {
        if (endpoint.again() != Again.ANEW) {
          takes.add(endpoint.method() + " " + endpoint.path());
        }
      }
    }
    var promised = new TreeSet<String>();
    calls((name, call) -> {
      if (String.valueOf(call.get("parameters")).contains("parameters/idempotencyKey")) {
        promised.add(name);
      }
    });
    assertThat(takes).isNotEmpty().isEqualTo(promised);
  }

  /** What a proxy, a full disk or a slow line may bring about is no surprise to a client. */
  @Test
  void everyCallPromisesWhatHttpItselfMayAnswer() throws IOException {
    calls((name, call) -> {
      var answers = map(call.get("responses"));
      assertThat(answers).as(name).containsKeys("400", "414", "417", "431", "501", "503", "505");
      if (name.startsWith("GET ")) {
        assertThat(answers).as(name).containsKeys("412");
      } else {
        assertThat(answers).as(name).containsKeys("408", "413", "507");
      }
    });
  }

  /** Programs that write clients know by {@code format: binary} that something is a file. */
  @Test
  void everyFileThatIsSentOrAnsweredIsBinary() throws IOException {
    var files = new TreeSet<String>();
    var others = new TreeSet<String>();
    calls((name, call) -> {
      bodies(call)
          .forEach((type, schema) -> {
            for (var part : parts(type, schema).entrySet()) {
              var form = map(part.getValue());
              boolean binary =
                  "string".equals(form.get("type")) && "binary".equals(form.get("format"));
              (binary ? files : others).add(name + " " + part.getKey());
            }
          });
    });
    assertThat(others).isEmpty();
    assertThat(files)
        .contains(
            "POST /api/v1/collections/{id}/items multipart/form-data file",
            "GET /api/v1/items/{id}/original application/octet-stream",
            "GET /api/v1/items/{id}/preview image/jpeg");
  }

  /** What is sent and answered, by its type. */
  private static Map<String, Object> bodies(Map<String, Object> call) {
    var bodies = new TreeMap<String, Object>();
    bodies.putAll(map(map(call.get("requestBody")).get("content")));
    map(call.get("responses"))
        .values()
        .forEach(response -> bodies.putAll(map(map(response).get("content"))));
    return bodies;
  }

  /** The files of a body: it itself when it is neither JSON nor text, or the parts of a form. */
  private static Map<String, Object> parts(String type, Object body) {
    var schema = map(map(body).get("schema"));
    if (!type.startsWith("multipart/")) {
      boolean words = type.endsWith("json") || type.startsWith("text/");
      return words ? Map.of() : Map.of(type, schema);
    }
    var parts = new TreeMap<String, Object>();
    map(schema.get("properties"))
        .forEach((name, form) -> {
          if (name.equals("file") || map(form).containsKey("contentMediaType")) {
            parts.put(type + " " + name, form);
          }
        });
    return parts;
  }

  /** Health and metrics answer under the base too, for clients that know only the base. */
  private static boolean isAlias(String path) {
    return path.startsWith("/api/v1/health/") || path.equals("/api/v1/metrics");
  }

  private static Map<String, String> promised() throws IOException {
    var promised = new TreeMap<String, String>();
    calls((name, call) -> promised.put(name, String.valueOf(call.get("x-permission"))));
    return promised;
  }

  /** HEAD comes with every GET, so it is not compared. */
  private static void calls(BiConsumer<String, Map<String, Object>> each) throws IOException {
    try (var in = Files.newBufferedReader(Path.of("../api/openapi.yaml"))) {
      Map<String, Object> contract = new Yaml().load(in);
      for (var path : map(contract.get("paths")).entrySet()) {
        for (var call : map(path.getValue()).entrySet()) {
          if (!call.getKey().equals("head")) {
            String method = call.getKey().toUpperCase(Locale.ROOT);
            each.accept(method + " " + path.getKey(), map(call.getValue()));
          }
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // YAML's maps have text keys here
  private static Map<String, Object> map(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, Object>) value;
  }
}
