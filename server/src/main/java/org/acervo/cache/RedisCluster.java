package org.acervo.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisLink;
import org.acervo.store.RedisSeal;

/**
 * The shared level in a cluster: a connection to each of its primaries, where each keeps the
 * generations and entries of the roots whose hash tag lies in its slots.
 *
 * <p>What makes one connection true makes all of them true together: a node is registered, trusts,
 * and has heard a call only if that holds for every primary. When one connection breaks all end,
 * and the cluster is looked at anew.
 */
final class RedisCluster implements Shared {
  private static final int SLOTS = SlotHash.SLOT_COUNT;
  private static final String BETWEEN = "|";

  /** One primary with the slots it keeps. */
  private record Part(RedisShared shared, Set<Integer> slots) {}

  private final List<Part> parts;
  private final RedisShared[] bySlot = new RedisShared[SLOTS];
  private volatile long[] clocks = {};

  private RedisCluster(List<Part> parts) {
    this.parts = parts;
    for (var part : parts) {
      part.slots().forEach(slot -> bySlot[slot] = part.shared());
    }
  }

  /**
   * Connects to the one server, or to a cluster of which some addresses are known.
   *
   * @throws Away when that is not possible
   * @throws RedisServer.Unsuitable when a server is none we can use
   */
  static Shared connect(RedisLink.Servers servers, RedisSeal seal, String node, Ears ears) {
    if (!servers.cluster()) {
      var one =
          RedisShared.connect(
              servers.client(), servers.addresses().getFirst(), seal, node, "", ears);
      if (one.isOfCluster()) {
        one.close();
        throw new RedisServer.Unsuitable(
            "Redis is part of a cluster. Name it as redis-cluster://host:port,host:port in"
                + " ACERVO_REDIS_URI.");
      }
      return one;
    }
    var last = new Away("no server of the cluster answers", new IllegalStateException());
    for (var address : servers.addresses()) {
      try {
        return connect(servers.client(), address, seal, node, ears);
      } catch (Away e) {
        last = e;
      }
    }
    throw last;
  }

  private static Shared connect(
      RedisClient client, RedisURI seed, RedisSeal seal, String node, Ears ears) {
    var primaries = primaries(client, seed, seal, node);
    var together = new Together(ears, primaries.size());
    var parts = new ArrayList<Part>();
    try {
      primaries.forEach((address, slots) -> {
        String tag = tag(slots);
        parts.add(
            new Part(
                RedisShared.connect(client, at(seed, address), seal, node, tag, together.of(tag)),
                slots));
      });
      return new RedisCluster(List.copyOf(parts));
    } catch (RuntimeException e) {
      parts.forEach(part -> part.shared().close());
      throw e;
    }
  }

  /** Slots by {@code host:port} of the primary that keeps them. */
  private static Map<String, Set<Integer>> primaries(
      RedisClient client, RedisURI seed, RedisSeal seal, String node) {
    var primaries = new HashMap<String, Set<Integer>>();
    try (var one = RedisShared.connect(client, seed, seal, node, "", Deaf.EARS)) {
      for (var range : one.slots()) {
        var told = (List<?>) range;
        var primary = (List<?>) told.get(2);
        var slots =
            primaries.computeIfAbsent(
                text(primary.get(0)) + " " + primary.get(1), _ -> new HashSet<>());
        for (long slot = (Long) told.get(0); slot <= (Long) told.get(1); slot++) {
          slots.add((int) slot);
        }
      }
    }
    if (primaries.values().stream().mapToInt(Set::size).sum() < SLOTS) {
      throw new Away("a part of the cluster is missing", new IllegalStateException());
    }
    return primaries;
  }

  private static String text(Object bytes) {
    return bytes instanceof byte[] told
        ? new String(told, StandardCharsets.UTF_8)
        : String.valueOf(bytes);
  }

  /** The same way to another server: password, database and TLS are those of the address given. */
  private static RedisURI at(RedisURI seed, String address) {
    var parts = address.split(" ", 2);
    var uri = RedisURI.builder(seed).withPort(Integer.parseInt(parts[1]));
    return parts[0].isEmpty() ? uri.build() : uri.withHost(parts[0]).build();
  }

  /** Some text of which the slot is one of these. */
  private static String tag(Set<Integer> slots) {
    for (int i = 0; ; i++) {
      String tag = "{" + i + "}";
      if (slots.contains(SlotHash.getSlot(tag))) {
        return tag;
      }
    }
  }

  private RedisShared of(CollectionId root) {
    return bySlot[SlotHash.getSlot(RedisKeys.generation(root))];
  }

  @Override
  public Look look(String epoch, ViewKey key) {
    return of(key.root()).look(epoch, key);
  }

  @Override
  public Filled fill(String epoch, ViewKey key, Entry entry, SnapshotTime seen) {
    return of(key.root()).fill(epoch, key, entry, seen);
  }

  @Override
  public void release(String epoch, ViewKey key) {
    of(key.root()).release(epoch, key);
  }

  @Override
  public void remove(String epoch, ViewKey key) {
    of(key.root()).remove(epoch, key);
  }

  @Override
  public Optional<Kept> kept(String epoch, ViewKey key) {
    return of(key.root()).kept(epoch, key);
  }

  @Override
  public Optional<SnapshotTime> generation(CollectionId root) {
    return of(root).generation(root);
  }

  @Override
  public void bump(Collection<CollectionId> roots, SnapshotTime time) {
    roots.stream()
        .collect(Collectors.groupingBy(this::of))
        .forEach((shared, some) -> shared.bump(some, time));
  }

  @Override
  public void settle(CollectionId root, String sign, SnapshotTime time) {
    of(root).settle(root, sign, time);
  }

  @Override
  public void clear(View view) {
    parts.forEach(part -> part.shared().clear(view));
  }

  @Override
  public void register() {
    parts.forEach(part -> part.shared().register());
  }

  @Override
  public Beat beat() {
    var beats = parts.stream().map(part -> part.shared().beat()).toList();
    var epochs = beats.stream().map(Beat::epoch).distinct().toList();
    return new Beat(
        beats.stream().allMatch(Beat::registered),
        epochs.size() == 1 ? epochs.getFirst() : Optional.empty());
  }

  /** A node's beat is that of each primary, in their order. */
  @Override
  public Nodes nodes() {
    var all = parts.stream().map(part -> part.shared().nodes()).toList();
    var beats = new HashMap<String, String>();
    for (var some : all) {
      for (var node : some.beats().keySet()) {
        beats.put(
            node,
            all.stream()
                .map(nodes -> nodes.beats().getOrDefault(node, ""))
                .collect(Collectors.joining(BETWEEN)));
      }
    }
    return new Nodes(all.stream().allMatch(Nodes::whole), beats);
  }

  @Override
  public void strike(Map<String, String> beats) {
    for (int i = 0; i < parts.size(); i++) {
      var here = new HashMap<String, String>();
      for (var beat : beats.entrySet()) {
        here.put(beat.getKey(), beat.getValue().split(Pattern.quote(BETWEEN), -1)[i]);
      }
      parts.get(i).shared().strike(here);
    }
  }

  @Override
  public void call(long number) {
    parts.forEach(part -> part.shared().call(number));
  }

  @Override
  public void answer(String node, long number) {
    parts.getFirst().shared().answer(node, number);
  }

  /** That of the first; those of all are remembered until the mark. */
  @Override
  public long clock() {
    clocks = parts.stream().mapToLong(part -> part.shared().clock()).toArray();
    return clocks[0];
  }

  @Override
  public boolean mark(String epoch, long since) {
    var all = clocks;
    boolean marked = all.length == parts.size() && all[0] == since;
    for (int i = 0; marked && i < all.length; i++) {
      marked = parts.get(i).shared().mark(epoch, all[i]);
    }
    return marked;
  }

  @Override
  public String server() {
    return parts.stream()
        .map(part -> part.shared().server())
        .sorted()
        .collect(Collectors.joining("+"));
  }

  @Override
  public boolean open() {
    return parts.stream().allMatch(part -> part.shared().open());
  }

  @Override
  public void close() {
    parts.forEach(part -> part.shared().close());
  }

  /** Makes one of what is heard on several connections. */
  static final class Together {
    static final int MOST = 10_000;

    private record Call(String node, long number) {}

    private final Ears ears;
    private final int parts;

    /**
     * Calls that were not heard on every connection yet, oldest first; guarded by itself. A caller
     * may die between two of them. One that is forgotten here is not answered: the caller waits,
     * and strikes this node.
     */
    private final Map<Call, Set<String>> heard = new LinkedHashMap<>();

    Together(Ears ears, int parts) {
      this.ears = ears;
      this.parts = parts;
    }

    private boolean isHeardByAll(Call call, String part) {
      synchronized (heard) {
        var by = heard.computeIfAbsent(call, _ -> new HashSet<>());
        by.add(part);
        boolean all = by.size() == parts;
        if (all) {
          heard.remove(call);
        } else if (heard.size() > MOST) {
          heard.remove(heard.keySet().iterator().next());
        }
        return all;
      }
    }

    Ears of(String part) {
      return new Ears() {
        @Override
        public void written(CollectionId root) {
          ears.written(root);
        }

        @Override
        public void anythingWritten() {
          ears.anythingWritten();
        }

        @Override
        public void called(String node, long number) {
          if (isHeardByAll(new Call(node, number), part)) {
            ears.called(node, number);
          }
        }

        @Override
        public void answered(String node, long number) {
          ears.answered(node, number);
        }

        @Override
        public void broken() {
          ears.broken();
        }
      };
    }
  }

  /** For a connection that only asks. */
  private enum Deaf implements Ears {
    EARS;

    @Override
    public void written(CollectionId root) {}

    @Override
    public void anythingWritten() {}

    @Override
    public void called(String node, long number) {}

    @Override
    public void answered(String node, long number) {}

    @Override
    public void broken() {}
  }
}
