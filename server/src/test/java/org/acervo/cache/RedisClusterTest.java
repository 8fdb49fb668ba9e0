package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Snapshot;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes over three primaries, each a real server that keeps a third of the slots. */
@Timeout(120)
@Tag("slow")
class RedisClusterTest {
  private static final int SLOTS = 16_384;
  private static final int PRIMARIES = 3;

  @TempDir Path folder;

  @Test
  void nodesOverAClusterShareEntriesAndHearOfEveryWriteBeforeItAnswers() throws Exception {
    try (var mongo = EmbeddedMongo.inMemory();
        var cluster = new Cluster(folder);
        var one = new Node(mongo.uri(), cluster.address());
        var two = new Node(mongo.uri(), cluster.address())) {
      one.awaitTrust();
      two.awaitTrust();
      var roots = List.of("a", "b", "c", "d", "e", "f");
      for (var root : roots) {
        one.write(root, 1);
        assertThat(one.ask(root)).startsWith("1 ");
        assertThat(two.ask(root)).isEqualTo("1 REDIS");
        // The push of the generation that the first question made may come after the answer.
        assertThat(one.ask(root)).isIn("1 MEMORY", "1 REDIS");
        assertThat(two.ask(root)).isIn("1 MEMORY", "1 REDIS");
      }
      for (int version = 2; version < 12; version++) {
        for (var root : roots) {
          one.write(root, version);
          assertThat(two.ask(root)).startsWith(version + " ");
          assertThat(one.ask(root)).startsWith(version + " ");
        }
      }
      one.room.views().clear(View.ITEMS);
      two.room.views().clear(View.ITEMS);
      assertThat(one.ask("a")).isEqualTo("11 STORED");
    }
  }

  /** One node of ours with a document for each root. */
  private static final class Node implements AutoCloseable {
    private final Store store;
    private final ChangeFeed feed;
    private final CacheRoom room;

    Node(String mongo, String redis) {
      store =
          Store.open(new StoreConfig(mongo, "acervo", Optional.of(redis), Duration.ofSeconds(5)));
      feed = ChangeFeed.of(store);
      room =
          CacheRoom.open(
              store, feed, CacheConfig.DEFAULT, InstantSource.system(), new Flat(), false);
    }

    void awaitTrust() throws InterruptedException {
      for (int i = 0; i < 300 && !room.keeper().status().trusted(); i++) {
        Thread.sleep(50);
      }
      assertThat(room.keeper().status().trouble()).isEmpty();
    }

    void write(String root, int version) {
      var _ =
          room.views()
              .write(
                  () -> Set.of(new CollectionId(root)),
                  () ->
                      store
                          .database()
                          .getCollection("things")
                          .updateOne(
                              Filters.eq("_id", root),
                              Updates.set("version", version),
                              new UpdateOptions().upsert(true)));
    }

    String ask(String root) {
      var served =
          room.views()
              .view(
                  new ViewKey(View.ITEMS, new CollectionId(root), "version", ""),
                  SnapshotTime.ZERO,
                  false,
                  () -> Draft.of(version(root).getBytes(UTF_8)));
      return new String(served.body().in(Body.Encoding.PLAIN), UTF_8) + " " + served.source();
    }

    private String version(String root) {
      Document found =
          Snapshot.find(store.database().getCollection("things"), Filters.eq("_id", root)).first();
      return found == null ? "none" : String.valueOf(found.get("version"));
    }

    @Override
    public void close() {
      room.close();
      feed.close();
      store.close();
    }
  }

  /** Every collection lies at the top. */
  private static final class Flat implements Places {
    @Override
    public Collection<CollectionId> above(CollectionId collection) {
      return List.of(collection);
    }

    @Override
    public Collection<CollectionId> below(CollectionId collection) {
      return List.of(collection);
    }
  }

  /** Servers from PATH, made one cluster. */
  private static final class Cluster implements AutoCloseable {
    private final List<Process> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();

    Cluster(Path folder) throws IOException, InterruptedException {
      for (int i = 0; i < PRIMARIES; i++) {
        int port = freePort();
        ports.add(port);
        processes.add(
            new ProcessBuilder(
                    "redis-server",
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--cluster-enabled",
                    "yes",
                    "--cluster-config-file",
                    "nodes-" + i + ".conf",
                    "--dir",
                    folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("redis-" + i + ".log").toFile())
                .start());
      }
      for (int i = 0; i < PRIMARIES; i++) {
        join(i);
      }
      for (int port : ports) {
        await(port);
      }
    }

    private static int freePort() throws IOException {
      // The bus listens 10,000 above, so the port must leave room for that.
      for (int i = 0; i < 100; i++) {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
          int port = socket.getLocalPort() % 20_000 + 20_000;
          try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
              var _ = new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
            return port;
          } catch (IOException taken) {
            // the next one
          }
        }
      }
      throw new IOException("no two free ports were found");
    }

    private void join(int i) throws InterruptedException {
      with(
          ports.get(i),
          redis -> {
            var slots = new int[SLOTS / PRIMARIES + 1];
            int n = 0;
            for (int slot = i; slot < SLOTS; slot += PRIMARIES) {
              slots[n++] = slot;
            }
            redis.clusterAddSlots(Arrays.copyOf(slots, n));
            redis.clusterMeet("127.0.0.1", ports.getFirst());
          });
    }

    private static void await(int port) throws InterruptedException {
      with(
          port,
          redis -> {
            for (int i = 0; i < 600; i++) {
              if (redis.clusterInfo().contains("cluster_state:ok")
                  && redis.clusterInfo().contains("cluster_known_nodes:" + PRIMARIES)) {
                return;
              }
              Thread.sleep(50);
            }
            throw new IllegalStateException("the cluster did not come up");
          });
    }

    private interface Step {
      void with(RedisCommands<String, String> redis) throws InterruptedException;
    }

    private static void with(int port, Step step) throws InterruptedException {
      var client = RedisClient.create(RedisURI.create("127.0.0.1", port));
      try {
        for (int i = 0; ; i++) {
          try (var connection = client.connect()) {
            step.with(connection.sync());
            return;
          } catch (RedisConnectionException e) {
            if (i == 100) {
              throw e;
            }
            Thread.sleep(50);
          }
        }
      } finally {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
      }
    }

    String address() {
      return "redis-cluster://"
          + ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
      processes.forEach(Process::destroyForcibly);
    }
  }
}
