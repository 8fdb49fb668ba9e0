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
import java.util.List;
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

  @Test
  void processLeftOverInTheFolderIsEndedByTheNextStart() throws Exception {
    EmbeddedRedis left = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow();
    ProcessHandle orphan = ProcessHandle.of(left.pid()).orElseThrow();
    try (EmbeddedRedis next = EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow()) {
      orphan.onExit().get(30, TimeUnit.SECONDS);
      assertThat(next.pid()).isNotEqualTo(orphan.pid());
      assertIsACache(next);
    }
  }

  @Test
  void processOfAnotherFolderOrAnotherProgramIsLeftAlone(@TempDir Path other) throws Exception {
    try (EmbeddedRedis stranger = EmbeddedRedis.startCarried(other, MEMORY).orElseThrow()) {
      Files.createDirectories(dir);
      Files.copy(other.resolve("redis.process"), dir.resolve("redis.process"));
      EmbeddedRedis.startCarried(dir, MEMORY).orElseThrow().close();
      assertIsACache(stranger);
      String line = Files.readString(other.resolve("redis.process"));
      Files.writeString(
          other.resolve("redis.process"), line.substring(0, line.lastIndexOf(' ')) + " /bin/true");
      try (ChildProcess second = ChildProcess.start("redis", other, List.of("sleep", "60"))) {
        assertThat(second.isAlive()).isTrue();
        assertIsACache(stranger);
      }
    }
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
