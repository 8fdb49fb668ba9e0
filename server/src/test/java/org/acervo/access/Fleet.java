package org.acervo.access;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.acervo.Proxy;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;

/**
 * Several nodes over one database and one real Redis. Each node reaches each server by a way of its
 * own, which can be blocked and cut, and has clocks of its own.
 */
final class Fleet implements AutoCloseable {
  /**
   * How the nodes are made.
   *
   * @param boards what they make of the quick way between them
   * @param lawless whether all but the first ignore their lease, for them no time passes
   */
  record Way(AccessConfig config, UnaryOperator<Board> boards, boolean lawless) {
    /** As the product makes them, with a lease so short that many faults fit into a minute. */
    static final Way SHORT =
        new Way(
            Fleet.config(Duration.ofMillis(300), Duration.ofMillis(50)),
            UnaryOperator.identity(),
            false);
  }

  private static final Ticks NEVER =
      new Ticks() {
        @Override
        public long nanos() {
          return 0;
        }

        @Override
        public long millis() {
          return 0;
        }
      };

  private final EmbeddedMongo mongo = EmbeddedMongo.inMemory();
  private final Path home;
  private final Store store;
  private final Way way;
  private final List<Node> all = new ArrayList<>();
  private final Node[] nodes;
  private volatile EmbeddedRedis redis;
  private int redisFolders;

  Fleet(Path home, int size, Way way) throws IOException {
    this.home = home;
    this.way = way;
    this.redis = newRedis();
    this.store =
        Store.open(new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5)));
    Migrations.run(store.database(), AccessRoom.steps(), new NodeTicks());
    this.nodes = new Node[size];
    for (int i = 0; i < size; i++) {
      nodes[i] = new Node(new NodeTicks(), i > 0 && way.lawless());
    }
  }

  static AccessConfig config(Duration lease, Duration renewal) {
    var c = TestNode.CONFIG;
    return new AccessConfig(
        c.sessionLife(),
        c.sessionTouch(),
        c.hashMemory(),
        c.hashPasses(),
        c.hashLanes(),
        c.hashesAtOnce(),
        c.triesPerLogin(),
        c.triesPerAddress(),
        c.firstWait(),
        c.longestWait(),
        c.forgetTries(),
        lease,
        renewal,
        c.changeWait());
  }

  /** One server, as a process would be. */
  final class Node {
    final NodeTicks ticks;
    final Proxy toMongo;
    final Proxy toRedis;
    final Store store;
    final AccessRoom room;

    /** Odd while the node stands still; what was asked across a change of it does not count. */
    final AtomicLong pauses = new AtomicLong();

    Node(NodeTicks ticks, boolean lawless) throws IOException {
      this.ticks = ticks;
      this.toMongo = new Proxy(() -> port(mongo.uri()));
      this.toRedis = new Proxy(() -> port(redis.uri()));
      this.store =
          Store.open(
              new StoreConfig(
                  "mongodb://127.0.0.1:%d/?directConnection=true&heartbeatFrequencyMS=500"
                      .formatted(toMongo.port()),
                  "acervo",
                  Optional.of(toRedis.instead(redis.uri())),
                  Duration.ofSeconds(2)));
      this.room =
          AccessRoom.open(
              new AccessRoom.Needs(store, way.config(), home, ticks, _ -> Map.of(), false),
              way.boards().apply(new RedisBoard(store.redis(), store.seal())),
              lawless ? NEVER : ticks);
      all.add(this);
    }

    /** It neither hears nor says anything; whoever asks it has to wait. */
    void freeze(boolean clocksToo) {
      pauses.incrementAndGet();
      ways(Proxy.Mode.FROZEN);
      if (clocksToo) {
        ticks.stop();
      }
    }

    void thaw(boolean clocksToo) {
      if (clocksToo) {
        ticks.run();
      }
      ways(Proxy.Mode.OPEN);
      pauses.incrementAndGet();
    }

    void ways(Proxy.Mode mode) {
      toMongo.set(mode);
      toRedis.set(mode);
    }
  }

  private static int port(String uri) {
    return URI.create(uri).getPort();
  }

  int size() {
    return nodes.length;
  }

  Node node(int i) {
    synchronized (nodes) {
      return nodes[i];
    }
  }

  /** The database itself, by no proxy. */
  Store store() {
    return store;
  }

  /** The process of a node ends, whatever it was doing; another takes its place. */
  void kill(int i) throws IOException {
    var dead = node(i);
    dead.pauses.incrementAndGet();
    dead.ways(Proxy.Mode.CUT);
    var fresh = new Node(dead.ticks, i > 0 && way.lawless());
    synchronized (nodes) {
      nodes[i] = fresh;
    }
  }

  private EmbeddedRedis newRedis() {
    return EmbeddedRedis.start(home.resolve("redis-" + redisFolders++), DataSize.mib(64))
        .orElseThrow(() -> new AssertionError("these tests need the redis-server they carry"));
  }

  void stopRedis() throws IOException {
    redis.close();
  }

  /** Another Redis, which knows nothing. */
  void startRedis() {
    redis = newRedis();
  }

  void flushRedis() {
    try (var client = RedisClient.create(redis.uri());
        var connection = client.connect()) {
      connection.sync().flushall();
    }
  }

  @Override
  public void close() throws IOException {
    for (var node : all) {
      // Nobody says good-bye: that takes long for those whose ways are cut.
      node.ways(Proxy.Mode.OPEN);
      node.room.close();
      node.store.close();
      node.toMongo.close();
      node.toRedis.close();
    }
    store.close();
    redis.close();
    mongo.close();
  }
}
