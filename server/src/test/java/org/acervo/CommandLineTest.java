package org.acervo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.items.Item;
import org.acervo.kernel.CollectionId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands, each in a process of its own, which may be killed. */
@Tag("slow")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class CommandLineTest {
  private static final int FILES = 24;

  @TempDir Path temporary;
  private Path home;
  private Path pictures;

  @BeforeEach
  void name() {
    home = temporary.resolve("home");
    pictures = temporary.resolve("pictures");
  }

  /** What a command said, and how it ended. */
  private record Done(int code, List<String> lines) {
    String text() {
      return String.join("\n", lines);
    }
  }

  private static ProductProcess start(String... arguments) throws IOException {
    return ProductProcess.start(Map.of("ACERVO_REDIS_EMBEDDED", "false"), arguments);
  }

  private Done run(String... arguments) throws Exception {
    return done(start(arguments).process());
  }

  private static Done done(Process process) throws Exception {
    var lines = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    return new Done(process.waitFor(), lines);
  }

  private App app() throws IOException {
    return app(Map.of());
  }

  private App app(Map<String, String> more) throws IOException {
    var settings = new HashMap<>(more);
    settings.put("ACERVO_HOME", home.toString());
    settings.put("ACERVO_REDIS_EMBEDDED", "false");
    return new App(Config.read(settings), InstantSource.system(), Artifacts.installed());
  }

  /** A library with one collection; its id. */
  private String library() throws IOException {
    return library(Map.of());
  }

  private String library(Map<String, String> settings) throws IOException {
    try (var app = app(settings)) {
      var token = app.access.firstRun().begin().orElseThrow();
      var person =
          app.access.firstRun().setup(token, "ana", "Ana", "correct horse", "test").person();
      return app.collections.create(person, CollectionId.ROOT, "Top", "").id().value();
    }
  }

  private void picture(String path, int n) throws IOException {
    var file = pictures.resolve(path);
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
    image.setRGB(1, 1, n * 0x10305);
    assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
  }

  private List<Item> items() throws IOException {
    try (var app = app()) {
      return app.items.byId(Optional.empty(), 1000);
    }
  }

  private List<String> titles() throws IOException {
    try (var app = app()) {
      return app.collections.find(app.access.access().policy().tree().all()).stream()
          .map(org.acervo.collections.Collection::title)
          .sorted()
          .toList();
    }
  }

  @Test
  void commandOnWhatIsNoLibraryMakesNone() throws Exception {
    Files.createDirectories(pictures);
    for (String where : List.of("nowhere", "pictures")) {
      String place = temporary.resolve(where).toString();
      for (var command :
          List.of(
              List.of("verify"),
              List.of("user", "add", "someone"),
              List.of("import", pictures.toString(), "--collection", "x"))) {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--home", place));
        var done = run(all.toArray(String[]::new));
        assertThat(done.code()).as(done.text()).isIn(1, 2);
        assertThat(done.text()).contains("no").contains("Nothing was made").contains("--home");
      }
    }
    assertThat(temporary.resolve("nowhere")).doesNotExist();
    assertThat(pictures).isEmptyDirectory();
  }

  @Test
  void homeOfALaterVersionIsRefusedWithBothVersionsNamed() throws Exception {
    try (var app = app()) {
      app.store
          .database()
          .getCollection("migrations")
          .updateOne(
              Filters.eq("_id", "version"),
              Updates.combine(Updates.set("number", 99), Updates.set("program", "9.9")));
    }
    for (var command : List.of(List.of("run", "--port", "0"), List.of("verify"))) {
      var all = new ArrayList<>(command);
      all.addAll(List.of("--home", home.toString()));
      var done = run(all.toArray(String[]::new));
      assertThat(done.code()).as(done.text()).isEqualTo(1);
      assertThat(done.text()).contains("Acervo 9.9 (data version 99)", "this is Acervo");
      assertThat(done.text()).doesNotContain("\tat ");
    }
  }

  @Test
  void importThatWasKilledGoesOnWhereItWas() throws Exception {
    String top = library();
    for (int i = 0; i < FILES; i++) {
      picture(List.of("", "d0/", "d0/inner/", "d1/").get(i % 4) + "p" + i + ".png", i + 1);
    }
    Files.createFile(pictures.resolve("empty.png"));
    Files.writeString(pictures.resolve("note.txt"), "no picture");
    Files.writeString(pictures.resolve(".hidden.png"), "hidden");
    Files.createSymbolicLink(pictures.resolve("d0/loop"), pictures);
    String[] command = {
      "import", pictures.toString(), "--collection", top, "--home", home.toString()
    };

    var dry = Stream.concat(Stream.of(command), Stream.of("--dry-run")).toArray(String[]::new);
    var wouldBe = run(dry);
    assertThat(wouldBe.lines().getLast())
        .as(wouldBe.text())
        .isEqualTo(
            "Nothing was changed. It would be: 24 added, 0 there already, 4 skipped, 0 failed, 3"
                + " collections made");
    assertThat(items()).isEmpty();
    assertThat(titles()).containsExactly("Top");

    var first = start(command).process();
    int added = 0;
    try (var out = new BufferedReader(new InputStreamReader(first.getInputStream(), UTF_8))) {
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        added += line.startsWith("added") ? 1 : 0;
        if (added == 9) {
          first.destroyForcibly().waitFor();
          break;
        }
      }
    }
    assertThat(added).isEqualTo(9);

    var second = run(command);
    assertThat(second.code()).as(second.text()).isZero();
    assertThat(second.lines())
        .anyMatch(line -> line.startsWith("skipped") && line.contains("empty.png: is empty"))
        .anyMatch(line -> line.contains("note.txt: is no image"))
        .anyMatch(line -> line.contains(".hidden.png: is hidden"))
        .anyMatch(line -> line.contains("loop: is a symbolic link"));
    assertThat(items()).hasSize(FILES);
    assertThat(titles()).containsExactly("Top", "d0", "d1", "inner");

    var third = run(command);
    assertThat(third.lines().getLast())
        .isEqualTo("0 added, 24 there already, 4 skipped, 0 failed, 0 collections made");
    assertThat(items()).hasSize(FILES);
  }

  private static Polled demo(ProductProcess server) throws IOException {
    return new Polled(server.address() + "/api/v1/demo");
  }

  @Test
  void commandOnTheFolderOfARunningServerSaysWhoHasIt() throws Exception {
    String top = library();
    picture("p.png", 1);
    try (var server = start("run", "--port", "0", "--home", home.toString())) {
      var client = demo(server);
      for (var command :
          List.of(
              List.of("verify"),
              List.of("user", "add", "someone"),
              List.of("import", pictures.toString(), "--collection", top),
              List.of("run", "--port", "0"))) {
        var all = new ArrayList<>(command);
        all.addAll(List.of("--home", home.toString()));
        var done = run(all.toArray(String[]::new));
        assertThat(done.code()).as(done.text()).isEqualTo(1);
        assertThat(done.text())
            .contains("in use by process " + server.pid(), home.toString())
            .doesNotContain("Exception");
        assertThat(client.state()).isEqualTo("none");
      }
      server.kill();
    }
    assertThat(run("verify", "--home", home.toString()).code()).as("the server is gone").isZero();
  }

  /** With a database of its own it works, and ends nothing of the server's. */
  @Test
  void commandBesideAServerOnTheSameDatabaseWorksAndLeavesItsRedisAlone() throws Exception {
    try (var mongo = EmbeddedMongo.evaluation(temporary.resolve("database"))) {
      var settings = Map.of("ACERVO_MONGODB_URI", mongo.uri());
      String top = library(settings);
      picture("p.png", 1);
      String[] run = {"run", "--port", "0", "--home", home.toString()};
      try (var server = ProductProcess.start(settings, run)) {
        var client = demo(server);
        var record = home.resolve("redis/redis.process");
        String redis = Files.readString(record);
        for (var words :
            List.of(
                List.of("import", pictures.toString(), "--collection", top),
                List.of("user", "add", "someone"),
                List.of("verify"))) {
          var all = new ArrayList<>(words);
          all.addAll(List.of("--home", home.toString()));
          var command = all.toArray(String[]::new);
          var done = done(ProductProcess.start(settings, command).process());
          assertThat(done.code()).as(done.text()).isZero();
        }
        assertThat(Files.readString(record)).isEqualTo(redis);
        long pid = Long.parseLong(redis.split(" ", 2)[0]);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
        assertThat(client.state()).isEqualTo("none");
        server.stop();
      }
    }
  }

  @Test
  void whatARunningRequestNeedsIsThereUntilItHasEnded() throws Exception {
    var server = ProductProcess.start(Map.of(), "run", "--port", "0", "--home", home.toString());
    try (server) {
      var address = URI.create(server.address());
      try (var socket = new Socket(address.getHost(), address.getPort())) {
        var half =
            "POST /api/v1/setup HTTP/1.1\r\nHost: "
                + address.getAuthority()
                + "\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{";
        socket.getOutputStream().write(half.getBytes(UTF_8));
        server.askToStop();
        var answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        assertThat(answer).matches("(?s)(HTTP/1.1 503 .*)?");
      }
      assertThat(server.rest())
          .as("nothing that was needed went first")
          .noneMatch(line -> line.contains("Redis does not answer"));
    }
  }

  @Test
  void demoThatWasKilledIsTakenUpAgainAndThePortIsOpenMeanwhile() throws Exception {
    killedAfter(2);
    killedAfter(3);
    var names = new TreeSet<String>();
    var shown = new HashMap<String, Integer>();
    for (var item : items()) {
      shown.merge(item.home() + "/" + item.name(), 1, Integer::sum);
    }
    assertThat(shown).isNotEmpty();
    assertThat(shown.values()).containsOnly(1);
    try (var app = app()) {
      var tree = app.access.access().policy().tree();
      for (var collection : app.collections.find(tree.all())) {
        String place = collection.parent() + "/" + collection.title();
        assertThat(names.add(place)).as(place).isTrue();
      }
    }
    assertThat(names).isNotEmpty();
  }

  /** Starts it, and kills it when so many works hang. */
  private void killedAfter(int works) throws Exception {
    var process = start("run", "--demo", "--port", "0", "--home", home.toString()).process();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      String address = "";
      var logins = new ArrayList<String[]>();
      for (var line = out.readLine(); line != null; line = out.readLine()) {
        assertThat(line).doesNotContain("First run", "in use already");
        if (line.startsWith("  ")) {
          logins.add(line.strip().split(" / |  ", -1));
        }
        if (line.startsWith("Acervo is ready at ")) {
          address = line.substring("Acervo is ready at ".length());
          break;
        }
      }
      assertThat(logins).as("told before the port is open").isNotEmpty();
      for (var login : logins) {
        assertThat(Polled.signIn(address, login[0], login[1])).as(login[0]).isEqualTo(200);
      }
      var client = new Polled(address + "/api/v1/demo");
      assertThat(client.state()).isEqualTo("making");
      while (client.made() < works) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(100);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
