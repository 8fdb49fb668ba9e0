package org.acervo.bench;

import com.mongodb.event.CommandListener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.acervo.cache.CacheConfig;
import org.acervo.cache.CacheRoom;
import org.acervo.cache.Places;
import org.acervo.cache.Views;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.acervo.store.changefeed.ChangeFeed;

/** One node as far as the cache goes: connections of its own and the room over them. */
record CacheNode(Store store, ChangeFeed feed, CacheRoom room) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration UNTIL_TRUSTED = Duration.ofSeconds(30);
  static final CommandListener DEAF = new CommandListener() {};

  /** All collections hang at the top. */
  private static final Places FLAT =
      new Places() {
        @Override
        public Collection<CollectionId> above(CollectionId collection) {
          return List.of(collection, CollectionId.ROOT);
        }

        @Override
        public Collection<CollectionId> below(CollectionId collection) {
          return List.of(collection);
        }
      };

  static CacheNode open(String mongo, String redis) throws IOException, InterruptedException {
    return open(mongo, redis, CacheConfig.DEFAULT.memory(), DEAF);
  }

  /** The same with so much memory, and somebody who hears what MongoDB is asked. */
  static CacheNode open(String mongo, String redis, DataSize memory, CommandListener listener)
      throws IOException, InterruptedException {
    Store store =
        Store.open(
            new StoreConfig(mongo, "acervo", Optional.of(redis), PATIENCE), List.of(listener));
    ChangeFeed feed = ChangeFeed.of(store);
    CacheRoom room =
        CacheRoom.open(
            store, feed, new CacheConfig(true, memory), InstantSource.system(), FLAT, false);
    CacheNode node = new CacheNode(store, feed, room);
    node.awaitTrust();
    return node;
  }

  Views views() {
    return room.views();
  }

  private void awaitTrust() throws IOException, InterruptedException {
    long end = System.nanoTime() + UNTIL_TRUSTED.toNanos();
    while (!room.keeper().status().trusted()) {
      if (System.nanoTime() > end) {
        String trouble = room.keeper().status().trouble();
        close();
        throw new IOException("a node does not trust its cache: " + trouble);
      }
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    room.close();
    feed.close();
    store.close();
  }
}
