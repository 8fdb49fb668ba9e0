package org.acervo.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.acervo.kernel.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisTest {
  private static final DataSize MEMORY = new DataSize(32 << 20);

  @TempDir private Path dir;

  private static void assertIsACache(EmbeddedRedis redis) {
    try (RedisClient client = RedisClient.create(redis.uri());
        StatefulRedisConnection<String, String> connection = client.connect()) {
      var commands = connection.sync();
      assertThat(commands.ping()).isEqualTo("PONG");
      assertThat(commands.set("k", "v")).isEqualTo("OK");
      assertThat(commands.configGet("maxmemory-policy"))
          .containsEntry("maxmemory-policy", "volatile-lfu");
      assertThat(commands.configGet("maxmemory"))
          .containsEntry("maxmemory", Long.toString(MEMORY.bytes()));
      assertThat(commands.configGet("save")).containsEntry("save", "");
      assertThat(commands.configGet("appendonly")).containsEntry("appendonly", "no");
      assertThat(commands.configGet("bind")).containsEntry("bind", "127.0.0.1");
    }
    assertThat(redis.describe()).startsWith("Redis ").contains("trial");
  }

  @Test
  void installedRedisOrTheCarriedOneStartsAsACache() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, MEMORY).orElseThrow()) {
      assertIsACache(redis);
    }
  }

  @Test
  void carriedRedisStartsAsACache() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow()) {
      assertIsACache(redis);
      assertThat(redis.describe()).contains("6.2");
      try (var files = Files.walk(dir)) {
        for (var file : files.toList()) {
          boolean runs = Files.isDirectory(file) || Files.isExecutable(file);
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isEqualTo(runs ? "rwx------" : "rw-------");
        }
      }
    }
  }

  @Test
  void strangersOnTheMachineAreAskedForAPasswordThatStandsNowhere() throws IOException {
    try (EmbeddedRedis redis = EmbeddedRedis.start(dir, MEMORY).orElseThrow()) {
      var address = URI.create(redis.uri());
      String password = address.getUserInfo().substring(1);
      try (Socket socket = new Socket(address.getHost(), address.getPort())) {
        socket.getOutputStream().write("KEYS *\r\n".getBytes(StandardCharsets.US_ASCII));
        var answer =
            new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                .readLine();
        assertThat(answer).startsWith("-NOAUTH");
      }
      assertThat(ProcessHandle.of(redis.pid()).orElseThrow().info().toString())
          .doesNotContain(password);
      try (var files = Files.walk(dir)) {
        for (var file : files.toList()) {
          boolean folder = Files.isDirectory(file);
          assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
              .as(file.toString())
              .isIn(folder ? "rwx------" : "rw-------", "rwx------");
          assertThat(folder ? "" : Files.readString(file, StandardCharsets.ISO_8859_1))
              .doesNotContain(password);
        }
      }
    }
  }

  /** A folder may be named in any way; it stands in the settings that Redis reads. */
  @Test
  void folderWithQuotesAndBlanksWillDo() throws IOException {
    try (EmbeddedRedis redis =
        EmbeddedRedis.start(dir.resolve("a \"b\" \\ ç"), MEMORY).orElseThrow()) {
      assertIsACache(redis);
    }
  }

  @Test
  void closingEndsTheProcessAndRemovesItsRecord() throws IOException {
    EmbeddedRedis redis = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow();
    long pid = redis.pid();
    redis.close();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(dir.resolve("redis.process")).doesNotExist();
  }

  /** A process in the folder that nobody owns, with the record that its owner left of it. */
  private Process leftOver(String program) throws IOException {
    var sleeps = ChildProcess.onPath("sleep").orElseThrow();
    var process = new ProcessBuilder(sleeps.toString(), "600").directory(dir.toFile()).start();
    var info = process.toHandle().info();
    Files.writeString(
        dir.resolve("redis.process"),
        "%d %d %s\n"
            .formatted(
                process.pid(),
                info.startInstant().orElseThrow().toEpochMilli(),
                program.isEmpty() ? info.command().orElseThrow() : program));
    return process;
  }

  @Test
  void processLeftOverInTheFolderIsEndedByTheNextStart() throws Exception {
    var orphan = leftOver("");
    try (EmbeddedRedis next = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow()) {
      assertThat(orphan.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertIsACache(next);
    }
  }

  @Test
  void processOfAnotherFolderOrAnotherProgramIsLeftAlone(@TempDir Path other) throws Exception {
    var program = leftOver("/bin/true");
    try (EmbeddedRedis stranger = EmbeddedRedis.startCarried(other, MEMORY).orElseThrow()) {
      EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow().close();
      assertThat(program.isAlive()).isTrue();
      Files.copy(other.resolve("redis.process"), dir.resolve("redis.process"));
      EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow().close();
      assertIsACache(stranger);
    } finally {
      program.destroyForcibly();
    }
  }

  /** Its owner lives, so it is not left over, whoever asks. */
  @Test
  void redisOfALivingOwnerIsLeftAloneAndTheNextIsToldWhoHasIt() throws Exception {
    try (EmbeddedRedis first = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow()) {
      assertThatThrownBy(() -> EmbeddedRedis.startCarried(dir, MEMORY))
          .isInstanceOf(FolderLock.InUse.class)
          .hasMessageContaining(dir.toString())
          .hasMessageContaining("--home");
      assertThat(EmbeddedRedis.start(dir, MEMORY)).isEmpty();
      assertIsACache(first);
    }
    EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow().close();
  }

  @Test
  void programThatEndsAtOnceIsNoRedis() {
    Path ends = ChildProcess.onPath("false").orElseThrow();
    assertThatThrownBy(() -> EmbeddedRedis.start(ends, "a test", dir, MEMORY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("redis.log");
  }

  @Test
  void missingProgramIsNotFound() {
    assertThat(ChildProcess.onPath("no-such-program-anywhere")).isEqualTo(Optional.empty());
  }
}
