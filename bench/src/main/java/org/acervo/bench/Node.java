package org.acervo.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.acervo.access.AccessConfig;
import org.acervo.access.AccessRoom;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;

/** One node as far as rights go: connections of its own and the room over them. */
record Node(Store store, AccessRoom room) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Makes the indexes and the head of a database. */
  static void prepare(String mongo) {
    try (Store store = store(mongo, Optional.empty())) {
      Migrations.run(store.database(), AccessRoom.steps(), InstantSource.system());
    }
  }

  static Node open(String mongo, Optional<String> redis, AccessConfig config, Path home) {
    Store store = store(mongo, redis);
    AccessRoom room =
        AccessRoom.open(store, config, home, InstantSource.system(), _ -> Map.of(), false);
    return new Node(store, room);
  }

  static Store store(String mongo, Optional<String> redis) {
    return Store.open(new StoreConfig(mongo, "acervo", redis, PATIENCE));
  }

  /** The product's settings with another lease, renewed ten times as often. */
  static AccessConfig lease(Duration lease) {
    AccessConfig usual = AccessConfig.DEFAULT;
    return new AccessConfig(
        usual.sessionLife(),
        usual.sessionTouch(),
        usual.hashMemory(),
        usual.hashPasses(),
        usual.hashLanes(),
        usual.hashesAtOnce(),
        usual.triesPerLogin(),
        usual.triesPerAddress(),
        usual.firstWait(),
        usual.longestWait(),
        usual.forgetTries(),
        lease,
        lease.dividedBy(10),
        usual.changeWait());
  }

  @Override
  public void close() {
    room.close();
    store.close();
  }
}
