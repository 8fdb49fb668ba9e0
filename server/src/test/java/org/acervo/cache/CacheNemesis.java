package org.acervo.cache;

import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.acervo.Proxy;

/** Breaks one thing after the other around the nodes of a cache, and mends it again. */
final class CacheNemesis {
  // In one step each, since the nodes write these keys meanwhile.
  private static final String LIST =
      """
      redis.call('del', KEYS[1])
      redis.call('rpush', KEYS[1], 'a', 'list')
      """;
  private static final String LONGER =
      """
      if redis.call('type', KEYS[1]).ok ~= 'string' then redis.call('del', KEYS[1]) end
      redis.call('append', KEYS[1], 'more')
      """;

  /** What can break. */
  enum Fault {
    REDIS_FROZEN_FOR_ONE,
    REDIS_FROZEN_FOR_ALL,
    REDIS_CUT_FROM_ONE,
    REDIS_RESTARTED_EMPTY,
    REDIS_RESTARTED_WHILE_ONE_IS_FROZEN,
    REDIS_FLUSHED,
    REDIS_FLUSHED_WHILE_ONE_IS_FROZEN,
    SCRIPTS_FLUSHED,
    GARBAGE,
    MONGO_FROZEN_FOR_ALL,
    MONGO_CUT_FROM_ONE,
    NODE_FROZEN
  }

  private static final List<String> WORDS =
      List.of("", "x", "AcV1", "ffffffffffffffff0", "?", "0 0");

  private final CacheFleet fleet;
  private final Versions versions;
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

  CacheNemesis(CacheFleet fleet, Versions versions) {
    this.fleet = fleet;
    this.versions = versions;
  }

  /** How often each happened. */
  Map<Fault, Integer> done() {
    return done;
  }

  /** One that happened no more often than others, on a random node, for a random time. */
  void any(RandomGenerator random) throws IOException, InterruptedException {
    var all = List.of(Fault.values());
    var fault = all.get(random.nextInt(all.size()));
    for (var other : all) {
      if (done.getOrDefault(other, 0) + 1 < done.getOrDefault(fault, 0)) {
        fault = other;
      }
    }
    done.merge(fault, 1, Integer::sum);
    // Around the lease, because that is where it matters.
    long millis = random.nextInt(4) == 0 ? random.nextLong(800, 3_000) : random.nextLong(200, 800);
    int i = random.nextInt(fleet.nodes().size());
    var node = fleet.nodes().get(i);
    versions.note("%s at node %d for %d ms".formatted(fault, i, millis));
    switch (fault) {
      case REDIS_FROZEN_FOR_ONE -> block(List.of(node.toRedis), Proxy.Mode.FROZEN, millis);
      case REDIS_FROZEN_FOR_ALL ->
          block(fleet.nodes().stream().map(any -> any.toRedis).toList(), Proxy.Mode.FROZEN, millis);
      case REDIS_CUT_FROM_ONE -> block(List.of(node.toRedis), Proxy.Mode.CUT, millis);
      case REDIS_RESTARTED_EMPTY -> restart(millis);
      case REDIS_RESTARTED_WHILE_ONE_IS_FROZEN -> {
        node.toRedis.set(Proxy.Mode.FROZEN);
        restart(random.nextLong(50));
        Thread.sleep(millis);
        node.toRedis.set(Proxy.Mode.OPEN);
      }
      case REDIS_FLUSHED -> fleet.inRedis(RedisCommands::flushall);
      case REDIS_FLUSHED_WHILE_ONE_IS_FROZEN -> {
        node.toRedis.set(Proxy.Mode.FROZEN);
        Thread.sleep(random.nextLong(200));
        fleet.inRedis(RedisCommands::flushall);
        Thread.sleep(millis);
        node.toRedis.set(Proxy.Mode.OPEN);
      }
      case SCRIPTS_FLUSHED -> fleet.inRedis(RedisCommands::scriptFlush);
      case GARBAGE -> fleet.inRedis(redis -> garbage(random, redis));
      case MONGO_FROZEN_FOR_ALL ->
          block(
              fleet.nodes().stream().map(any -> any.toMongo).toList(),
              Proxy.Mode.FROZEN,
              Math.min(millis, 1_500));
      case MONGO_CUT_FROM_ONE -> block(List.of(node.toMongo), Proxy.Mode.CUT, millis);
      case NODE_FROZEN -> block(List.of(node.toMongo, node.toRedis), Proxy.Mode.FROZEN, millis);
    }
    versions.note(fault + " is over");
  }

  private void restart(long millis) throws IOException, InterruptedException {
    fleet.stopRedis();
    Thread.sleep(millis);
    fleet.startRedis();
  }

  private static void garbage(RandomGenerator random, RedisCommands<String, String> redis) {
    redis.set("ilg:{ x}", "a name that is no id");
    for (var key : redis.keys("il*")) {
      if (random.nextInt(3) == 0) {
        switch (random.nextInt(4)) {
          case 0 -> redis.del(key);
          case 1 -> redis.set(key, WORDS.get(random.nextInt(WORDS.size())));
          case 2 -> redis.eval(LIST, ScriptOutputType.VALUE, key);
          default -> redis.eval(LONGER, ScriptOutputType.VALUE, key);
        }
      }
    }
  }

  private static void block(List<Proxy> ways, Proxy.Mode mode, long millis)
      throws InterruptedException {
    ways.forEach(way -> way.set(mode));
    Thread.sleep(millis);
    ways.forEach(way -> way.set(Proxy.Mode.OPEN));
  }
}
