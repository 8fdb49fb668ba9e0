package org.acervo.items;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.AccessConfig;
import org.acervo.access.AccessRoom;
import org.acervo.access.Caller;
import org.acervo.access.Effect;
import org.acervo.access.Grant;
import org.acervo.access.Principal;
import org.acervo.access.Target;
import org.acervo.cache.CacheConfig;
import org.acervo.cache.CacheRoom;
import org.acervo.cache.Places;
import org.acervo.collation.Collation;
import org.acervo.collation.CollationConfig;
import org.acervo.collections.Collections;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Revision;
import org.acervo.kernel.RoleId;
import org.acervo.kernel.Seal;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Items in collections over a database of their own. A test may end a node before any of its
 * writes, or let something else happen before a command.
 */
final class Shelf implements AutoCloseable {
  /** Not an exception, so that nothing takes it for a failure to be handled. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;

    Killed(String step) {
      super(step);
    }
  }

  private static final Collation COLLATION = new Collation(CollationConfig.DEFAULT);

  private final AccessConfig rights;
  private final EmbeddedMongo mongo = EmbeddedMongo.inMemory();
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final StoreConfig config;
  private final Path home;
  private volatile Instant now = Instant.parse("2026-11-01T12:00:00Z");
  private final Ids ids = new Ids(() -> now);
  private int bytes;
  private Watch watch = new Watch();
  private @Nullable Node second;
  final Store store;
  final Caller.Person owner;
  Node node;

  /** One node. */
  record Node(AccessRoom access, Collections collections, Items items) {}

  /**
   * An empty one.
   *
   * @param changeWait how long a change of rights is tried while others change rights
   */
  Shelf(Path home, Duration changeWait) throws IOException {
    this.home = home;
    rights =
        new AccessConfig(
            Duration.ofDays(30),
            Duration.ofHours(1),
            DataSize.kib(64),
            1,
            1,
            4,
            5,
            25,
            Duration.ofSeconds(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofSeconds(15),
            Duration.ofMillis(50),
            changeWait);
    config = new StoreConfig(mongo.uri(), "acervo", Optional.empty(), Duration.ofSeconds(5));
    InstantSource clock = () -> now;
    store = opened(Store.open(config));
    var steps = new ArrayList<Migrations.Step>(AccessRoom.steps());
    steps.addAll(Collections.migrations());
    steps.addAll(Items.migrations(COLLATION, ZoneOffset.UTC));
    Migrations.run(store.database(), steps, clock);
    node = node(opened(Store.open(config, List.of(watch))), true);
    var token = node.access().firstRun().begin().orElseThrow();
    owner = node.access().firstRun().setup(token, "ana", "Ana", "correct horse", "test").person();
  }

  /** Another node beside the first. */
  Node other() {
    if (second == null) {
      second = node(store, false);
    }
    return second;
  }

  /** A new node in the place of one that was ended. */
  void restart() {
    watch = new Watch();
    node = node(opened(Store.open(config, List.of(watch))), true);
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  private Node node(Store over, boolean alone) {
    InstantSource clock = () -> now;
    var access =
        opened(AccessRoom.open(over, rights, home, clock, Collections.counted(over), alone));
    var places =
        new Places() {
          @Override
          public List<CollectionId> above(CollectionId collection) {
            return access.access().policy().withTrashed().tree().path(collection);
          }

          @Override
          public List<CollectionId> below(CollectionId collection) {
            return access.access().policy().withTrashed().tree().subtree(collection);
          }
        };
    var feed = opened(ChangeFeed.of(over));
    var views =
        opened(CacheRoom.open(over, feed, CacheConfig.DEFAULT, clock, places, false)).views();
    var collections =
        new Collections(over, access.access(), Items.contents(over), clock, ids, views);
    var seal = new Seal(new byte[32]);
    return new Node(
        access,
        collections,
        new Items(
            over,
            collections,
            access.access(),
            clock,
            ids,
            seal,
            views,
            COLLATION,
            ZoneOffset.UTC));
  }

  void forward(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  CollectionId collection(CollectionId parent) {
    return node.collections().create(owner, parent, "C" + ids.fresh(), "").id();
  }

  Item item(CollectionId home) {
    var words = new ItemEdit(null, null, null, null);
    byte[] content = {(byte) ++bytes, (byte) (bytes >> 8)};
    return node.items()
        .add(
            new NewItem(
                home,
                Kind.IMAGE,
                "image/png",
                "f" + bytes + ".png",
                words,
                2,
                Sha256.of(content),
                owner.id(),
                Optional.empty(),
                new Preview.None(Reason.of("notDrawn")),
                null,
                Optional.empty()))
        .item();
  }

  /** Everybody who is signed in may see it. */
  void open(Item item) {
    var _ =
        node.access()
            .grants()
            .replace(
                owner,
                Target.of(item.id(), item.home()),
                new Revision.Any(),
                Optional.empty(),
                List.of(
                    new Grant(
                        new Principal.Everyone(),
                        Optional.of(new RoleId("viewer")),
                        Set.of(),
                        Effect.ALLOW,
                        Optional.empty())),
                "");
  }

  boolean isThere(Item item) {
    return node.items().lookUp(item.id()).isPresent();
  }

  boolean hasRights(Item item) {
    return node.access().access().policy().itemsWithRights().contains(item.id());
  }

  /** What the history tells of an object. */
  List<String> history(String object) {
    var told = new ArrayList<String>();
    store
        .database()
        .getCollection("policy_log")
        .find(new Document("object", object))
        .sort(new Document("_id", 1))
        .forEach(entry -> told.add(entry.getString("what")));
    return told;
  }

  /** Before the command of this name that this thread sends next, this is done. */
  void before(String command, Runnable act) {
    watch.thread = Thread.currentThread();
    watch.command = command;
    watch.act = act;
  }

  /** From now on the writes of this thread count, and before the given one its node ends. */
  void killAt(int write) {
    watch.thread = Thread.currentThread();
    watch.left = write;
  }

  /** Whether it came so far. */
  boolean killed() {
    watch.left = Integer.MAX_VALUE;
    return watch.dead;
  }

  private static final class Watch implements CommandListener {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify");

    private volatile @Nullable Thread thread;
    private volatile String command = "";
    private volatile @Nullable Runnable act;
    private volatile boolean dead;
    private int left = Integer.MAX_VALUE;

    private static String name(CommandStartedEvent event) {
      var on = event.getCommand().get(event.getCommandName());
      return on != null && on.isString()
          ? event.getCommandName() + " " + on.asString().getValue()
          : event.getCommandName();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
      if (Thread.currentThread() == thread) {
        var due = act;
        if (due != null && name(event).equals(command)) {
          act = null;
          due.run();
        }
        if (WRITES.contains(event.getCommandName()) && left != Integer.MAX_VALUE && left-- == 0) {
          dead = true;
        }
      }
      if (dead) {
        throw new Killed("before " + name(event));
      }
    }
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      try (var _ = open.pop()) {
        // closing it is all there is to do
      } catch (Exception | Killed e) {
        // what AutoCloseable declares, and what a dead node does: nothing of it is left to close
      }
    }
    mongo.close();
  }
}
