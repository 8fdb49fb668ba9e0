package org.acervo.cache;

import com.mongodb.client.MongoCollection;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.acervo.Proxy;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.bson.Document;

/** Nodes over one record and one real Redis, each with a way of its own to both. */
final class CacheFleet implements AutoCloseable {
  private static final ScopedValue<Boolean> DYING = ScopedValue.newInstance();

  private final EmbeddedMongo mongo = EmbeddedMongo.inMemory();
  private final Path home;
  private final Store store;
  private final List<Node> nodes = new ArrayList<>();
  private volatile EmbeddedRedis redis;
  private int folders;

  CacheFleet(Path home, int size, Places places) throws IOException {
    this.home = home;
    this.redis = newRedis();
    this.store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    for (int i = 0; i < size; i++) {
      nodes.add(new Node(places));
    }
  }

  /** One server, as a process would be. */
  final class Node {
    final Proxy toMongo = new Proxy(() -> port(mongo.uri()));
    final Proxy toRedis = new Proxy(() -> port(redis.uri()));
    final Store store;
    private final ChangeFeed feed;
    private final CacheRoom room;

    Node(Places places) throws IOException {
      this.store =
          Store.open(
              new StoreConfig(
                  "mongodb://127.0.0.1:%d/?directConnection=true&heartbeatFrequencyMS=500"
                      .formatted(toMongo.port()),
                  "acervo",
                  Optional.of(toRedis.instead(redis.uri())),
                  Duration.ofSeconds(2)));
      this.feed = ChangeFeed.of(store);
      var servers = store.redis().servers().orElseThrow();
      this.room =
          CacheRoom.open(
              store,
              feed,
              CacheConfig.DEFAULT,
              InstantSource.system(),
              places,
              false,
              Optional.of((node, ears) -> RedisCluster.connect(servers, store.seal(), node, ears)),
              point -> {
                if (point == Gates.Point.BEFORE_BUMP && DYING.isBound()) {
                  throw new Actor.Died();
                }
              });
    }

    Views views() {
      return room.views();
    }

    void ways(Proxy.Mode mode) {
      toMongo.set(mode);
      toRedis.set(mode);
    }
  }

  /** Whoever writes in here dies between commit and bump. */
  static void dying(Runnable write) {
    ScopedValue.where(DYING, true).run(write);
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  List<Node> nodes() {
    return nodes;
  }

  /** The items as a program sees them that is none of the nodes. */
  MongoCollection<Document> items() {
    return store.database().getCollection("items");
  }

  /** Whether all nodes rely on what they keep. */
  boolean trusted() {
    return nodes.stream().allMatch(node -> node.views().link().trusted());
  }

  private EmbeddedRedis newRedis() throws IOException {
    return RedisServers.installed(home.resolve("redis-" + folders++));
  }

  void stopRedis() throws IOException {
    redis.close();
  }

  /** Another Redis, which knows nothing. */
  void startRedis() throws IOException {
    redis = newRedis();
  }

  /** As an administrator would, by no proxy. */
  void inRedis(Consumer<RedisCommands<String, String>> what) {
    try (var client = RedisClient.create(redis.uri());
        var connection = client.connect()) {
      what.accept(connection.sync());
    } catch (RedisException e) {
      throw new AssertionError("the Redis of this test does not answer", e);
    }
  }

  @Override
  public void close() throws IOException {
    for (var node : nodes) {
      node.ways(Proxy.Mode.OPEN);
      node.room.close();
      node.feed.close();
      node.store.close();
      node.toMongo.close();
      node.toRedis.close();
    }
    store.close();
    redis.close();
    mongo.close();
  }
}
