package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * A cache as most are: who misses stores what they read, who writes deletes it at every level after
 * the commit.
 *
 * @param deletes without, what is kept is old until its life is over
 * @param memories one for each node
 */
record DeleteOnWrite(
    boolean deletes, List<Map<ViewKey, byte[]>> memories, RedisCommands<String, byte[]> redis)
    implements Subject {
  private static final Gates GATES = Actor.gates();

  DeleteOnWrite(boolean deletes, RedisCommands<String, byte[]> redis) {
    this(deletes, List.of(new ConcurrentHashMap<>(), new ConcurrentHashMap<>()), redis);
  }

  private static String name(ViewKey key) {
    return "control:" + key.root();
  }

  @Override
  public byte[] view(int node, ViewKey key, Supplier<Draft> make) {
    byte[] local = memories.get(node).get(key);
    if (local != null) {
      return local;
    }
    GATES.at(Gates.Point.BEFORE_LOOK);
    byte[] found = redis.get(name(key));
    GATES.at(Gates.Point.AFTER_LOOK);
    if (found == null) {
      found = make.get().bytes();
      GATES.at(Gates.Point.AFTER_READ);
      redis.set(name(key), found, SetArgs.Builder.px(600_000));
    }
    memories.get(node).put(key, found);
    return found;
  }

  @Override
  public void write(ViewKey key, Runnable commit) {
    commit.run();
    GATES.at(Gates.Point.AFTER_COMMIT);
    GATES.at(Gates.Point.BEFORE_BUMP);
    if (deletes) {
      redis.del(name(key));
      memories.forEach(memory -> memory.remove(key));
    }
  }

  @Override
  public void prepare(Start start, ViewKey key, IntFunction<Supplier<Draft>> make) {
    switch (start) {
      case UNKNOWN, EMPTY -> {}
      case IN_REDIS -> redis.set(name(key), make.apply(0).get().bytes());
      case EVERYWHERE -> {
        for (int node = 0; node < Stage.NODES; node++) {
          view(node, key, make.apply(node));
        }
      }
    }
  }

  @Override
  public List<Kept> kept(ViewKey key) {
    var kept = new ArrayList<Kept>();
    memories.forEach(memory -> {
      if (memory.containsKey(key)) {
        kept.add(new Kept("memory", new String(memory.getOrDefault(key, new byte[0]), UTF_8)));
      }
    });
    byte[] shared = redis.get(name(key));
    if (shared != null) {
      kept.add(new Kept("redis", new String(shared, UTF_8)));
    }
    return kept;
  }
}
