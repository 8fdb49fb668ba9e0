package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trial on one machine keeps is closed to the other users of that machine. */
@Tag("slow")
class PrivateHomeTest {
  @TempDir Path dir;

  private static Config config(Path home) {
    return Config.read(
        new HashMap<>(Map.of("ACERVO_HOME", home.toString(), "ACERVO_REDIS_MEMORY", "16 MiB")));
  }

  private static void assertPrivate(Path home) throws Exception {
    try (var files = Files.walk(home)) {
      for (var file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .endsWith("------");
      }
    }
  }

  @Test
  void everythingInTheDataFolderIsItsOwners() throws Exception {
    var home = dir.resolve("new");
    try (var app = new App(config(home), InstantSource.system(), Artifacts.installed())) {
      assertThat(app.access.firstRun().begin()).isPresent();
      assertPrivate(home);
    }
  }

  @Test
  void whatAnEarlierVersionLeftOpenIsClosedAtTheNextStart() throws Exception {
    var home = dir.resolve("old");
    try (var app = new App(config(home), InstantSource.system(), Artifacts.installed())) {
      assertThat(app.access.firstRun().begin()).isPresent();
    }
    try (var files = Files.walk(home)) {
      for (var file : files.toList()) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
    var foreign = Files.createDirectory(home.resolve("photos"));
    Files.setPosixFilePermissions(foreign, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var app = new App(config(home), InstantSource.system(), Artifacts.installed())) {
      assertThat(app.access.firstRun().begin()).isPresent();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(foreign)))
          .as("not ours")
          .isEqualTo("rwxr-xr-x");
      Files.delete(foreign);
      assertPrivate(home);
    }
  }

  @Test
  void strangersOnTheMachineGetNothingFromTheEvaluationServer() throws Exception {
    try (var app =
        new App(config(dir.resolve("asked")), InstantSource.system(), Artifacts.installed())) {
      String uri = app.mongo.orElseThrow().uri();
      String without =
          uri.replaceFirst("//[^@]*@", "//").replaceFirst("\\?.*", "?directConnection=true");
      try (var client = MongoClients.create(without)) {
        for (var command : java.util.List.of("find", "listDatabases", "insert", "getMore")) {
          assertThatThrownBy(() ->
                  client.getDatabase("acervo").runCommand(new org.bson.Document(command, "users")))
              .isInstanceOfSatisfying(
                  MongoCommandException.class, e -> assertThat(e.getErrorCode()).isEqualTo(13));
        }
      }
      String wrong = uri.replaceFirst(":[^:@]*@", ":guess@");
      try (var client = MongoClients.create(wrong + "&serverSelectionTimeoutMS=30000")) {
        assertThatThrownBy(() -> client.getDatabase("acervo").listCollectionNames().first())
            .hasMessageContaining("authenticating");
      }
    }
  }
}
