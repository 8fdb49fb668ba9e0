package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.acervo.cache.RedisWire.LONG;
import static org.acervo.cache.RedisWire.SHORT;
import static org.acervo.cache.RedisWire.get;
import static org.acervo.cache.RedisWire.string;
import static org.acervo.cache.RedisWire.text;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisSeal;

/**
 * The shared level in Redis or Valkey, over RESP3: commands, published messages and invalidations
 * share the connection ({@code CLIENT TRACKING ON BCAST PREFIX ilg:}). Entries, and what nodes tell
 * each other, are sealed ({@link RedisSeal}); generations are compared by scripts and cannot be.
 */
final class RedisShared implements Shared {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final byte[] MAGIC = Frame.MAGIC.getBytes(UTF_8);
  private static final byte[] LOCK_LIFE = text("3000");
  private static final long LIFE = 600_000;
  private static final Duration MARKED = Duration.ofSeconds(2);
  private static final String CALLS = "ilc";

  private final RedisWire wire;
  private final RedisPubSubAsyncCommands<String, byte[]> redis;
  private final RedisServer server;
  private final RedisSeal seal;
  private final Frame frames;
  private final String node;
  private final String[] list;
  private final String marker;

  /** Of this connection. */
  private final String life = UUID.randomUUID().toString().substring(0, 13);

  private final AtomicLong numbers = new AtomicLong();

  private RedisShared(RedisWire wire, RedisServer server, RedisSeal seal, String node, String tag) {
    this.list = new String[] {"iln" + tag, "ily" + tag};
    this.marker = "ilm" + tag;
    this.wire = wire;
    this.redis = wire.plain();
    this.server = server;
    this.seal = seal;
    this.frames = new Frame(seal);
    this.node = node;
  }

  /**
   * Connects and listens.
   *
   * @param tag a hash tag of a slot that this server keeps, if it is one of a cluster; else empty
   * @throws Away when that is not possible
   * @throws RedisServer.Unsuitable when the server is none we can use
   */
  static RedisShared connect(
      RedisClient client, RedisURI address, RedisSeal seal, String node, String tag, Ears ears) {
    StatefulRedisPubSubConnection<String, byte[]> connection;
    try {
      connection = client.connectPubSub(CODEC, address);
    } catch (RedisException e) {
      throw new Away("redis cannot be reached", e);
    }
    try {
      var server = RedisServer.of(get(connection.async().info(), LONG));
      listen(connection, server, seal, ears);
      get(connection.async().subscribe(CALLS, answersTo(node)), LONG);
      get(
          connection
              .async()
              .clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes("ilg:")),
          LONG);
      return new RedisShared(new RedisWire(connection), server, seal, node, tag);
    } catch (RuntimeException e) {
      var _ = connection.closeAsync();
      throw e;
    }
  }

  private static void listen(
      StatefulRedisPubSubConnection<String, byte[]> connection,
      RedisServer server,
      RedisSeal seal,
      Ears ears) {
    connection.addListener(message -> {
      if (message.getType().equals("invalidate")) {
        invalidated(message.getContent(), ears);
      }
    });
    connection.addListener(
        new RedisPubSubAdapter<String, byte[]>() {
          @Override
          public void message(String channel, byte[] message) {
            var genuine = seal.open(RedisSeal.Kind.CACHE_MESSAGE, channel, message);
            if (genuine.isEmpty()) {
              return;
            }
            var words = new String(genuine.get(), UTF_8).split(" ", 3);
            if (!channel.equals(CALLS)) {
              ears.answered(words[0], Long.parseLong(words[1]));
            } else if (words[2].equals(server.run())) { // others of a cluster pass it on
              ears.called(words[0], Long.parseLong(words[1]));
            }
          }
        });
    connection.addListener(
        new RedisConnectionStateAdapter() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            ears.broken();
          }
        });
  }

  /** The keys of one push; none at all means that everything was flushed. */
  private static void invalidated(List<Object> content, Ears ears) {
    if (content.size() < 2 || !(content.get(1) instanceof List<?> keys)) {
      ears.anythingWritten();
      return;
    }
    for (var key : keys) {
      String name =
          key instanceof ByteBuffer bytes ? UTF_8.decode(bytes.duplicate()).toString() : "";
      RedisKeys.root(name).ifPresentOrElse(ears::written, ears::anythingWritten);
    }
  }

  // Entries

  /** A hit, which is what most looks are, needs no script: both keys are read at one stroke. */
  @Override
  public Look look(String epoch, ViewKey key) {
    var keys = RedisKeys.of(epoch, key);
    var both = get(redis.mget(keys[0], keys[1]), SHORT);
    var generation = both.get(0);
    var frame = both.get(1);
    if (generation.hasValue() && frame.hasValue()) {
      var known = generation(generation.getValue());
      if (known.isPresent() && Frame.isSince(frame.getValue(), known.get())) {
        return new Look.Hit(known.get(), frames.read(keys[1], frame.getValue()));
      }
    }
    return lookAndLock(keys);
  }

  private Look lookAndLock(String[] keys) {
    var found =
        listed(
            wire.run(
                RedisScripts.LOOK,
                ScriptOutputType.MULTI,
                SHORT,
                keys,
                text(node),
                LOCK_LIFE,
                MAGIC,
                unused()));
    return switch (string(found.getFirst())) {
      case "hit" -> new Look.Hit(time(found.get(1)), frames.read(keys[1], (byte[]) found.get(2)));
      case "lead" -> new Look.Lead(time(found.get(1)), Long.valueOf(1).equals(found.get(2)));
      case "follow" -> new Look.Follow(time(found.get(1)));
      default -> new Look.Unknown(string(found.get(1)));
    };
  }

  @Override
  public Filled fill(String epoch, ViewKey key, Entry entry, SnapshotTime seen) {
    String[] keys = RedisKeys.of(epoch, key);
    long life = LIFE + ThreadLocalRandom.current().nextLong(-LIFE / 10, LIFE / 10);
    Object done =
        wire.run(
            RedisScripts.FILL,
            ScriptOutputType.VALUE,
            LONG,
            keys,
            text(node),
            text(entry.read().toString()),
            text(seen.toString()),
            frames.write(keys[1], entry),
            text(Long.toString(life)),
            MAGIC);
    return switch (string(done)) {
      case "stored" -> Filled.STORED;
      case "old" -> Filled.OLD;
      default -> Filled.VANISHED;
    };
  }

  @Override
  public void release(String epoch, ViewKey key) {
    String[] lock = {RedisKeys.of(epoch, key)[2]};
    wire.run(RedisScripts.RELEASE, ScriptOutputType.INTEGER, SHORT, lock, text(node));
  }

  @Override
  public void remove(String epoch, ViewKey key) {
    get(redis.del(RedisKeys.entry(epoch, key)), LONG);
  }

  @Override
  public Optional<Kept> kept(String epoch, ViewKey key) {
    String[] name = {RedisKeys.entry(epoch, key)};
    var found = listed(wire.run(RedisScripts.KEPT, ScriptOutputType.MULTI, LONG, name));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Kept(
                frames.read(name[0], (byte[]) found.getFirst()),
                TimeUnit.MILLISECONDS.toSeconds(((Number) found.get(1)).longValue())));
  }

  @Override
  public Optional<SnapshotTime> generation(CollectionId root) {
    Object known = wire.run(RedisScripts.GENERATION, ScriptOutputType.VALUE, LONG, key(root));
    return Optional.ofNullable(known).map(RedisShared::time);
  }

  @Override
  public void bump(Collection<CollectionId> roots, SnapshotTime time) {
    byte[][] values = {text(time.toString()), unused()};
    var sent = new ArrayList<RedisFuture<Object>>(roots.size());
    for (var root : roots) {
      sent.add(wire.send(RedisScripts.BUMP, ScriptOutputType.INTEGER, key(root), values));
    }
    int at = 0;
    for (var root : roots) {
      wire.finish(
          sent.get(at++), RedisScripts.BUMP, ScriptOutputType.INTEGER, LONG, key(root), values);
    }
  }

  @Override
  public void settle(CollectionId root, String sign, SnapshotTime time) {
    wire.run(
        RedisScripts.SETTLE,
        ScriptOutputType.INTEGER,
        LONG,
        key(root),
        text(time.toString()),
        text(sign));
  }

  /** A text that nobody used before. */
  private byte[] unused() {
    return text(life + "." + numbers.incrementAndGet());
  }

  private static String[] key(CollectionId root) {
    return new String[] {RedisKeys.generation(root)};
  }

  @Override
  public void clear(View view) {
    var all = ScanArgs.Builder.limit(1_000).match(RedisKeys.all(view));
    ScanCursor cursor = ScanCursor.INITIAL;
    while (!cursor.isFinished()) {
      KeyScanCursor<String> found = get(redis.scan(cursor, all), LONG);
      // One by one: in a cluster each may lie in a slot of its own.
      found.getKeys().stream().map(redis::unlink).toList().forEach(gone -> get(gone, LONG));
      cursor = found;
    }
  }

  // Nodes

  @Override
  public void register() {
    wire.run(
        RedisScripts.REGISTER,
        ScriptOutputType.INTEGER,
        LONG,
        list,
        text(node),
        unused(),
        text(Long.toString(Link.SILENCE.toMillis())));
  }

  @Override
  public Beat beat() {
    var found =
        listed(
            wire.run(
                RedisScripts.BEAT,
                ScriptOutputType.MULTI,
                LONG,
                new String[] {list[0], marker},
                text(node),
                unused()));
    var said = string(found.get(1)).split(" ", 2);
    boolean ours = said.length == 2 && said[0].equals(server.run());
    return new Beat(
        Long.valueOf(1).equals(found.get(0)), ours ? Optional.of(said[1]) : Optional.empty());
  }

  @Override
  public Nodes nodes() {
    var found = listed(wire.run(RedisScripts.LIST, ScriptOutputType.MULTI, LONG, list));
    var beats = new HashMap<String, String>();
    for (int i = 1; i + 1 < found.size(); i += 2) {
      beats.put(string(found.get(i)), string(found.get(i + 1)));
    }
    return new Nodes(string(found.getFirst()).equals("1"), beats);
  }

  @Override
  public void strike(Map<String, String> beats) {
    var values = new ArrayList<byte[]>();
    beats.forEach((silent, beat) -> {
      values.add(text(silent));
      values.add(text(beat));
    });
    wire.run(
        RedisScripts.STRIKE,
        ScriptOutputType.INTEGER,
        LONG,
        new String[] {list[0]},
        values.toArray(byte[][]::new));
  }

  @Override
  public void call(long number) {
    get(redis.publish(CALLS, sealed(CALLS, node + " " + number + " " + server.run())), LONG);
  }

  @Override
  public void answer(String caller, long number) {
    String channel = answersTo(caller);
    var _ = redis.publish(channel, sealed(channel, node + " " + number));
  }

  private byte[] sealed(String channel, String message) {
    return seal.seal(RedisSeal.Kind.CACHE_MESSAGE, channel, text(message));
  }

  private static String answersTo(String node) {
    return "ila:" + node;
  }

  @Override
  public long clock() {
    var now = get(redis.time(), LONG);
    return Long.parseLong(string(now.getFirst())) * 1_000
        + Long.parseLong(string(now.get(1))) / 1_000;
  }

  @Override
  public boolean mark(String epoch, long since) {
    Object done =
        wire.run(
            RedisScripts.MARK,
            ScriptOutputType.INTEGER,
            LONG,
            new String[] {marker},
            text(server.run() + " " + epoch),
            text(Long.toString(since)),
            text(Long.toString(MARKED.toMillis())));
    return Long.valueOf(1).equals(done);
  }

  /** Which server of a cluster keeps what, as this one sees it. */
  List<Object> slots() {
    return get(redis.clusterSlots(), LONG);
  }

  boolean isOfCluster() {
    return server.cluster();
  }

  @Override
  public String server() {
    return server.run();
  }

  @Override
  public boolean open() {
    return wire.open();
  }

  @Override
  public void close() {
    wire.close();
  }

  private static List<?> listed(Object answer) {
    return (List<?>) answer;
  }

  /** Empty when somebody else has written there. */
  private static Optional<SnapshotTime> generation(byte[] text) {
    try {
      return Optional.of(SnapshotTime.parse(string(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SnapshotTime time(Object bytes) {
    return SnapshotTime.parse(string(bytes));
  }
}
