package org.acervo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.acervo.embedded.EmbeddedMongo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server in a process of its own, without the artifacts that may lie beside it. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ServerAloneTest {
  private static final String READY = "Acervo is ready at ";

  /** What shows that a part of the class path belongs to these artifacts. */
  private static final List<String> EVALUATION =
      List.of(
          "org/acervo/embedded/EmbeddedMongo.class",
          "META-INF/services/org.acervo.trial.TrialServers",
          "de/bwaldvogel/mongo/MongoServer.class",
          "org/h2/mvstore/MVStore.class",
          "redis/embedded/RedisServer.class");

  private static final List<String> DEMO =
      List.of("org/acervo/demo/DemoLibrary.class", "META-INF/services/org.acervo.trial.DemoSource");

  @TempDir Path temporary;

  private record Done(int code, String text) {}

  @Test
  void withAMongoDbThatIsNamedItServes() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory()) {
      var process = start(Map.of("ACERVO_MONGODB_URI", mongo.uri()), alone(), "run", "--port", "0");
      try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
        var said = new ArrayList<String>();
        String line = "";
        while (line != null && !line.startsWith(READY)) {
          line = out.readLine();
          said.add(String.valueOf(line));
        }
        assertThat(line).as("%s", said).isNotNull();
        assertThat(said).anyMatch(one -> one.contains("acervo-evaluation")); // no Redis either
        var address = said.getLast().substring(READY.length());
        assertThat(ask(address + "/health/ready")).isEqualTo(200);
        assertThat(ask(address + "/api/v1/demo")).isEqualTo(200);
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }

  @Test
  void withoutAMongoDbItSaysWhatIsMissingAndWhatToDo() throws Exception {
    for (var command : List.of("run", "verify")) {
      var done = run(Map.of("ACERVO_HOME", home().toString()), alone(), command);
      assertThat(done.code).as(done.text).isEqualTo(1);
      assertThat(done.text)
          .contains("ACERVO_MONGODB_URI", "acervo-evaluation")
          .doesNotContain("Exception");
    }
    assertThat(home()).doesNotExist();
  }

  @Test
  void withoutTheDemoItRefusesToMakeOneBeforeAnythingIsMade() throws Exception {
    var done = run(Map.of(), without(DEMO), "run", "--demo", "--home", home().toString());
    assertThat(done.code).as(done.text).isEqualTo(1);
    assertThat(done.text).contains("acervo-demo", "--demo").doesNotContain("Exception");
    assertThat(home()).doesNotExist();
  }

  /** A demo that was begun with the artifact stays as it is without it. */
  @Test
  void withoutTheDemoALibraryWithHalfOfOneOpensAllTheSame() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory()) {
      var config =
          Config.read(
              Map.of(
                  "ACERVO_HOME", home().toString(),
                  "ACERVO_MONGODB_URI", mongo.uri(),
                  "ACERVO_REDIS_EMBEDDED", "false"));
      var nothing = new Artifacts(Optional.empty(), Optional.empty());
      try (var app = new App(config, InstantSource.system(), nothing)) {
        new MongoDemo(app.store.database()).set(MongoDemo.State.MAKING);
        app.fill(false, System.out);
        assertThat(app.access.firstRun().needed()).isTrue();
      }
    }
  }

  private Path home() {
    return temporary.resolve("home");
  }

  private static int ask(String address) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(address)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  private Done run(Map<String, String> settings, String classPath, String... arguments)
      throws Exception {
    var process = start(settings, classPath, arguments);
    var text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Done(process.waitFor(), text);
  }

  private Process start(Map<String, String> settings, String classPath, String... arguments)
      throws IOException {
    var command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true",
                    "-cp",
                    classPath,
                    "org.acervo.Main"),
                Stream.of(arguments))
            .toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(temporary.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ACERVO_"));
    builder.environment().putAll(settings);
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }

  private static String alone() throws IOException {
    return without(Stream.concat(EVALUATION.stream(), DEMO.stream()).toList());
  }

  /** The class path of this process, without the parts that hold one of these. */
  private static String without(List<String> signs) throws IOException {
    var kept = new ArrayList<Path>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      var part = Path.of(entry).toAbsolutePath();
      try (var only = URLClassLoader.newInstance(new URL[] {part.toUri().toURL()}, null)) {
        if (signs.stream().noneMatch(sign -> only.findResource(sign) != null)) {
          kept.add(part);
        }
      }
    }
    return kept.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }
}
