package org.acervo.access;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.acervo.Proxy;

/** Breaks one thing after the other, and mends it again. */
final class Nemesis {
  /** What can break. */
  enum Fault {
    MONGO_FROZEN_FOR_ONE,
    MONGO_CUT_FROM_ONE,
    MONGO_FROZEN_FOR_ALL,
    REDIS_FROZEN_FOR_ONE,
    REDIS_CUT_FROM_ONE,
    REDIS_RESTARTED_EMPTY,
    REDIS_FLUSHED,
    NODE_FROZEN,
    NODE_ASLEEP,
    NODE_KILLED,
    CLOCK_SET
  }

  private static final long HOUR = 3_600_000;

  private final Fleet fleet;
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);

  Nemesis(Fleet fleet) {
    this.fleet = fleet;
  }

  /** How often each happened. */
  Map<Fault, Integer> done() {
    return done;
  }

  /** The one that happened least, on a random node, for a random time. */
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
    long millis = random.nextInt(4) == 0 ? random.nextLong(600, 1_200) : random.nextLong(20, 600);
    int i = random.nextInt(fleet.size());
    var node = fleet.node(i);
    switch (fault) {
      case MONGO_FROZEN_FOR_ONE -> block(node.toMongo, Proxy.Mode.FROZEN, millis);
      case MONGO_CUT_FROM_ONE -> block(node.toMongo, Proxy.Mode.CUT, millis);
      case REDIS_FROZEN_FOR_ONE -> block(node.toRedis, Proxy.Mode.FROZEN, millis);
      case REDIS_CUT_FROM_ONE -> block(node.toRedis, Proxy.Mode.CUT, millis);
      case MONGO_FROZEN_FOR_ALL -> {
        for (int n = 0; n < fleet.size(); n++) {
          fleet.node(n).toMongo.set(Proxy.Mode.FROZEN);
        }
        Thread.sleep(millis);
        for (int n = 0; n < fleet.size(); n++) {
          fleet.node(n).toMongo.set(Proxy.Mode.OPEN);
        }
      }
      case REDIS_RESTARTED_EMPTY -> {
        fleet.stopRedis();
        Thread.sleep(millis);
        fleet.startRedis();
      }
      case REDIS_FLUSHED -> fleet.flushRedis();
      case NODE_FROZEN, NODE_ASLEEP -> {
        boolean clocksToo = fault == Fault.NODE_ASLEEP;
        node.freeze(clocksToo);
        Thread.sleep(millis);
        node.thaw(clocksToo);
      }
      case NODE_KILLED -> fleet.kill(i);
      case CLOCK_SET -> {
        long by = random.nextBoolean() ? HOUR : -HOUR;
        node.ticks.jump(by);
        Thread.sleep(millis);
        node.ticks.jump(-by);
      }
    }
  }

  private static void block(Proxy way, Proxy.Mode mode, long millis) throws InterruptedException {
    way.set(mode);
    Thread.sleep(millis);
    way.set(Proxy.Mode.OPEN);
  }
}
