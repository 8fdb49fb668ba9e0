package org.acervo.cache;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.Snapshot;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.bson.Document;

/** Two nodes over one record and one real Redis, whose doings can be stopped at gates. */
final class Stage implements AutoCloseable {
  static final int NODES = 2;

  private final EmbeddedMongo mongo = EmbeddedMongo.inMemory();
  private final EmbeddedRedis redis;
  private final List<Store> stores = new ArrayList<>();
  private final List<ChangeFeed> feeds = new ArrayList<>();
  private final List<CacheRoom> rooms = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final Outsider outsider;
  private int works;

  Stage(Path home) throws IOException {
    redis = RedisServers.installed(home.resolve("redis"));
    for (int i = 0; i < NODES; i++) {
      var store =
          Store.open(
              new StoreConfig(
                  mongo.uri(), "acervo", Optional.of(redis.uri()), Duration.ofSeconds(5)));
      var wire = new Wire();
      var feed = ChangeFeed.of(store);
      stores.add(store);
      feeds.add(feed);
      wires.add(wire);
      var servers = store.redis().servers().orElseThrow();
      rooms.add(
          CacheRoom.open(
              store,
              feed,
              CacheConfig.DEFAULT,
              InstantSource.system(),
              new Flat(),
              false,
              Optional.of(
                  (node, ears) -> RedisCluster.connect(servers, store.seal(), node, wire.to(ears))),
              Actor.gates()));
    }
    outsider = new Outsider(store(0));
    await("both nodes trust what they keep", this::calm);
  }

  private static final class Flat implements Places {
    @Override
    public Collection<CollectionId> above(CollectionId collection) {
      return Set.of(collection);
    }

    @Override
    public Collection<CollectionId> below(CollectionId collection) {
      return Set.of(collection);
    }
  }

  static void await(String what, BooleanSupplier there) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within a minute: " + what);
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting until " + what, e);
      }
    }
  }

  /** Asks a Redis that may be slow on a busy machine. */
  static <T> T patiently(Supplier<T> what) {
    for (int tries = 0; ; tries++) {
      try {
        return what.get();
      } catch (Shared.Away e) {
        if (tries == 100) {
          throw e;
        }
      }
    }
  }

  /** Both nodes rely on the same Redis, and it is quick enough for them. */
  boolean calm() {
    return rooms.stream().allMatch(room -> room.views().link().shared().isPresent())
        && views(0).memory().epoch().equals(views(1).memory().epoch());
  }

  Views views(int node) {
    return rooms.get(node).views();
  }

  CacheKeeper keeper(int node) {
    return rooms.get(node).keeper();
  }

  Store store(int node) {
    return stores.get(node);
  }

  Wire wire(int node) {
    return wires.get(node);
  }

  Outsider outsider() {
    return outsider;
  }

  /** A document that nobody has seen yet, with the value 0. */
  Work work() {
    return new Work("w" + works++);
  }

  /** A document and the view of it. */
  final class Work {
    final ViewKey key;
    private final String id;

    Work(String id) {
      this.id = id;
      this.key = new ViewKey(View.ITEMS, new CollectionId(id), "value", "all");
      documents(0).insertOne(new Document("_id", id).append("v", 0));
    }

    private MongoCollection<Document> documents(int node) {
      return store(node).database().getCollection("works");
    }

    Supplier<Draft> make(int node) {
      return () -> {
        var found = Objects.requireNonNull(Snapshot.find(documents(node), eq("_id", id)).first());
        return Draft.of(String.valueOf(found.getInteger("v")).getBytes(UTF_8));
      };
    }

    /** The write; gives a time that is not before it. */
    SnapshotTime increase() {
      documents(0).updateOne(eq("_id", id), inc("v", 1));
      return store(0).clock().now();
    }
  }

  /** Somebody with a connection of their own, such as the relay. */
  static final class Outsider implements AutoCloseable {
    static final String NAME = "outsider";
    private final Shared shared;
    private final Set<String> silent = new HashSet<>();
    private CountDownLatch answered = new CountDownLatch(0);
    private long calls;
    private long expected;

    Outsider(Store store) {
      shared =
          RedisCluster.connect(
              store.redis().servers().orElseThrow(),
              store.seal(),
              NAME,
              new Shared.Ears() {
                @Override
                public void written(CollectionId root) {}

                @Override
                public void anythingWritten() {}

                @Override
                public void called(String node, long number) {}

                @Override
                public void answered(String node, long number) {
                  synchronized (silent) {
                    if (number == expected && silent.remove(node) && silent.isEmpty()) {
                      answered.countDown();
                    }
                  }
                }

                @Override
                public void broken() {}
              });
    }

    void bump(CollectionId root, SnapshotTime time) {
      patiently(() -> shared.bump(List.of(root), time));
    }

    private static void patiently(Runnable what) {
      var _ =
          Stage.patiently(() -> {
            what.run();
            return true;
          });
    }

    /** Makes a generation where there was none. */
    void begin(CollectionId root, SnapshotTime time) {
      var any = new ViewKey(View.ITEMS, root, "any", "any");
      patiently(() -> {
        if (shared.look("any", any) instanceof Shared.Look.Unknown(var sign)) {
          shared.settle(root, sign, time);
        }
      });
    }

    /** Waits until a wire that is held up has got every push so far. */
    void arrived(Wire wire) {
      long number = ++calls;
      patiently(() -> shared.call(number));
      await("what was pushed has come", () -> wire.probe() == number);
    }

    /** Waits until the nodes have handled every push so far. */
    void heard() {
      var nodes = Stage.patiently(() -> shared.nodes().beats().keySet());
      synchronized (silent) {
        silent.clear();
        silent.addAll(nodes);
        answered = new CountDownLatch(1);
        expected = calls + 1;
      }
      long number = ++calls;
      patiently(() -> shared.call(number));
      try {
        if (!answered.await(20, TimeUnit.SECONDS)) {
          throw new AssertionError("nodes do not answer a call: " + silent);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    @Override
    public void close() {
      shared.close();
    }
  }

  @Override
  public void close() throws IOException {
    outsider.close();
    rooms.forEach(CacheRoom::close);
    feeds.forEach(ChangeFeed::close);
    stores.forEach(Store::close);
    redis.close();
    mongo.close();
  }
}
