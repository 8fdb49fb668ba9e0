package org.acervo.http;

import static org.acervo.http.Library.expect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.RunningServer;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Redis is killed, stopped or comes back empty while two nodes are asked and written to all the
 * time: no request fails, no answer is older than the write before it, and the cache comes back by
 * itself.
 */
@Tag("slow")
final class RedisAwayHttpTest {
  @TempDir private Path folder;
  private int port;
  private String program;
  private @Nullable Process redis;
  private EmbeddedMongo mongo;
  private Library library;
  private RunningServer second;
  private String path;

  @BeforeEach
  void open() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    program = program(folder);
    redis = redis();
    mongo = EmbeddedMongo.inMemory();
    var settings =
        Map.of("ACERVO_MONGODB_URI", mongo.uri(), "ACERVO_REDIS_URI", "redis://127.0.0.1:" + port);
    library = Library.open(settings);
    second = RunningServer.start(settings);
    path = "/api/v1/collections/" + library.collection();
    recover();
  }

  @AfterEach
  void close() throws IOException {
    second.close();
    library.close();
    mongo.close();
    kill();
  }

  /** The program that a library would start by itself: the one on PATH or the one carried. */
  private static String program(Path folder) throws IOException {
    for (String place : Objects.requireNonNullElse(System.getenv("PATH"), "").split(":", -1)) {
      if (Files.isExecutable(Path.of(place, "redis-server"))) {
        return Path.of(place, "redis-server").toString();
      }
    }
    EmbeddedRedis.start(folder, DataSize.mib(32)).orElseThrow().close();
    try (var unpacked = Files.list(folder)) {
      return unpacked.filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }
  }

  private Process redis() throws IOException {
    return new ProcessBuilder(
            program,
            "--port",
            Integer.toString(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--maxmemory",
            "32mb",
            "--maxmemory-policy",
            "volatile-lfu",
            "--dir",
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("redis.log").toFile())
        .start();
  }

  private void kill() {
    var now = redis;
    if (now != null) {
      now.destroyForcibly();
      now.onExit().join();
      redis = null;
    }
  }

  private void signal(String name) throws IOException, InterruptedException {
    var now = redis;
    if (now != null) {
      var sent = new ProcessBuilder("kill", "-" + name, Long.toString(now.pid())).start();
      assertThat(sent.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(sent.exitValue()).isZero();
    }
  }

  private List<Client> nodes() {
    return List.of(library.admin, library.admin.at(second.address()));
  }

  /** Until both nodes answer from memory, and one from what the other has put into Redis. */
  private void recover() {
    for (var node : nodes()) {
      Twins.eventually(
          "a node trusts the cache",
          () -> expect(200, node.get("/api/v1/cache")).json().at("/redis/trusted").asBoolean());
      Twins.warm(node, path);
    }
    Twins.eventually(
        "one node is answered by what the other one stored",
        () -> {
          String fresh = "/api/v1/collections/" + library.collection();
          expect(200, nodes().getFirst().get(fresh));
          return expect(200, nodes().getLast().get(fresh))
              .header("cache-status")
              .equals("Acervo; hit; detail=redis");
        });
  }

  /** Something that happens to Redis. */
  private interface Event {
    void happen() throws IOException, InterruptedException;
  }

  /** Reads and writes at both nodes while {@code event} goes on; says what was wrong. */
  private List<String> during(Event event) throws IOException, InterruptedException {
    var wrong = new ConcurrentLinkedQueue<String>();
    var written = new AtomicLong();
    var done = new AtomicLong();
    var threads = new ArrayList<Thread>();
    threads.add(
        Thread.startVirtualThread(() -> {
          for (int i = 1; done.get() == 0 || i <= 4; i++) {
            var answer =
                nodes().get(i % 2).with("If-Match", "*").patch(path, "{\"order\":" + i + "}");
            if (answer.status() == 200) {
              written.set(i);
            } else {
              wrong.add("write: " + answer.status() + " " + answer.text());
            }
            pause(50);
          }
        }));
    for (var node : nodes()) {
      threads.add(
          Thread.startVirtualThread(() -> {
            while (done.get() == 0) {
              long before = written.get();
              var answer = node.get(path);
              if (answer.status() != 200) {
                wrong.add("read: " + answer.status() + " " + answer.text());
              } else if (answer.json().at("/order").asLong() < before) {
                wrong.add("older than " + before + ": " + answer.text());
              }
              pause(5);
            }
          }));
    }
    pause(500);
    event.happen();
    done.set(1);
    for (var thread : threads) {
      thread.join();
    }
    assertThat(written.get()).isPositive();
    return List.copyOf(wrong);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void killedRedisFailsNobodyAndTheCacheComesBackWithAnEmptyOne() throws Exception {
    assertThat(
            during(() -> {
              kill();
              pause(4_000);
              for (var node : nodes()) {
                var state = expect(200, node.get("/api/v1/cache")).json().at("/redis");
                assertThat(state.at("/state").asText()).isEqualTo("down");
                assertThat(state.at("/trusted").asBoolean()).isFalse();
                assertThat(state.at("/detail").asText()).isNotBlank();
              }
              redis = redis();
              pause(3_000);
            }))
        .isEmpty();
    recover();
  }

  @Test
  void redisThatIsReplacedByAnEmptyOneAtOnceMisleadsNobody() throws Exception {
    assertThat(
            during(() -> {
              for (int i = 0; i < 3; i++) {
                kill();
                redis = redis();
                pause(2_000);
              }
            }))
        .isEmpty();
    recover();
  }

  @Test
  void stoppedRedisFailsNobodyAndIsUsedAgainWhenItGoesOn() throws Exception {
    assertThat(
            during(() -> {
              for (long millis : List.of(300L, 1_500L, 5_000L)) {
                signal("STOP");
                pause(millis);
                signal("CONT");
                pause(1_500);
              }
            }))
        .isEmpty();
    recover();
  }
}
