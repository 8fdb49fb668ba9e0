package org.acervo.http;

import static org.acervo.http.Library.expect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.acervo.RunningServer;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;

/** Two nodes of one library, which share MongoDB and Redis; the first is the library's own. */
final class Twins implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final EmbeddedMongo mongo;
  private final EmbeddedRedis redis;
  private final Map<String, String> settings;
  final Library library;
  final RunningServer second;

  Twins() {
    try {
      folder = Files.createTempDirectory("acervo-twins-");
      mongo = EmbeddedMongo.inMemory();
      redis = EmbeddedRedis.start(folder, DataSize.mib(64)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings =
        Map.of(
            "ACERVO_MONGODB_URI",
            mongo.uri(),
            "ACERVO_REDIS_URI",
            redis.uri(),
            "ACERVO_PASSWORD_MEMORY",
            "64KiB",
            "ACERVO_PASSWORD_PASSES",
            "1");
    library = Library.open(settings);
    second = node(Map.of());
    awaitTrust();
  }

  /** One more node of the library; whoever asked for it closes it. */
  RunningServer node(Map<String, String> more) {
    var all = new HashMap<>(settings);
    all.putAll(more);
    return RunningServer.start(all);
  }

  /** The same caller at each node. */
  List<Client> both(Client client) {
    return List.of(client, other(client));
  }

  Client other(Client client) {
    return client.at(second.address());
  }

  /** Until both nodes answer from what they keep. */
  void awaitTrust() {
    for (var node : both(library.admin)) {
      eventually(
          "a node trusts the cache",
          () -> expect(200, node.get("/api/v1/cache")).json().at("/redis/trusted").asBoolean());
    }
  }

  /**
   * A change of rights alters documents too, and the relay, which knows only that, makes the
   * collection's answers old half a second later. Tests that expect one level wait for that.
   */
  static void calm() {
    try {
      Thread.sleep(1_500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Asks until the answer comes from the node's own memory. */
  static Client.Answer warm(Client client, String path) {
    var last = new Client.Answer[1];
    eventually(
        path + " comes from memory",
        () -> {
          last[0] = client.get(path);
          if (last[0].status() != 200) {
            throw new IllegalStateException(path + ": " + last[0].status() + " " + last[0].text());
          }
          return fromMemory(last[0]);
        });
    return last[0];
  }

  static boolean fromMemory(Client.Answer answer) {
    return answer.header("cache-status").equals("Acervo; hit; detail=memory");
  }

  static void eventually(String what, BooleanSupplier so) {
    var end = Instant.now().plus(PATIENCE);
    while (!so.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("it never came true that " + what);
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    second.close();
    library.close();
    try {
      redis.close();
      mongo.close();
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
