package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateAdapter;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;

/**
 * The shared level in Redis or Valkey, over RESP3: commands, published messages and invalidations
 * share the connection ({@code CLIENT TRACKING ON BCAST PREFIX ilg:}).
 */
final class RedisShared implements Shared {
  private static final RedisCodec<String, byte[]> CODEC =
      RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
  private static final byte[] MAGIC = Frame.MAGIC.getBytes(UTF_8);
  private static final byte[] LOCK_LIFE = text("3000");
  private static final long LIFE = 600_000;
  private static final Duration MARKED = Duration.ofSeconds(2);
  private static final String[] NODES = {"iln", "ily"};
  private static final String MARKER = "ilm";
  private static final String CALLS = "ilc";

  /** A look that takes longer is not worth waiting for; what has to be done may take longer. */
  private static final Duration SHORT = Duration.ofMillis(50);

  private static final Duration LONG = Duration.ofMillis(500);

  private final StatefulRedisPubSubConnection<String, byte[]> connection;
  private final RedisPubSubAsyncCommands<String, byte[]> redis;
  private final RedisServer server;
  private final String node;

  /** Of this connection. */
  private final String life = UUID.randomUUID().toString().substring(0, 13);

  private final AtomicLong numbers = new AtomicLong();

  private RedisShared(
      StatefulRedisPubSubConnection<String, byte[]> connection, RedisServer server, String node) {
    this.connection = connection;
    this.redis = connection.async();
    this.server = server;
    this.node = node;
  }

  /**
   * Connects and listens.
   *
   * @throws Away when that is not possible
   * @throws RedisServer.Unsuitable when the server is none we can use
   */
  static RedisShared connect(RedisClient client, String node, Ears ears) {
    StatefulRedisPubSubConnection<String, byte[]> connection;
    try {
      connection = client.connectPubSub(CODEC);
    } catch (RedisException e) {
      throw new Away("redis cannot be reached", e);
    }
    try {
      var server = RedisServer.of(get(connection.async().info(), LONG));
      listen(connection, ears);
      get(connection.async().subscribe(CALLS, answersTo(node)), LONG);
      get(
          connection
              .async()
              .clientTracking(TrackingArgs.Builder.enabled().bcast().prefixes("ilg:")),
          LONG);
      return new RedisShared(connection, server, node);
    } catch (RuntimeException e) {
      var _ = connection.closeAsync();
      throw e;
    }
  }

  private static void listen(StatefulRedisPubSubConnection<String, byte[]> connection, Ears ears) {
    connection.addListener(message -> {
      if (message.getType().equals("invalidate")) {
        invalidated(message.getContent(), ears);
      }
    });
    connection.addListener(
        new RedisPubSubAdapter<String, byte[]>() {
          @Override
          public void message(String channel, byte[] message) {
            var parts = new String(message, UTF_8).split(" ", 2);
            if (parts.length == 2 && channel.equals(CALLS)) {
              ears.called(parts[0], Long.parseLong(parts[1]));
            } else if (parts.length == 2) {
              ears.answered(parts[0], Long.parseLong(parts[1]));
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
      if (name.startsWith("ilg:{") && name.endsWith("}")) {
        ears.written(new CollectionId(name.substring(5, name.length() - 1)));
      } else {
        ears.anythingWritten();
      }
    }
  }

  // Entries

  @Override
  public Look look(String epoch, ViewKey key) {
    var found =
        list(
            run(
                RedisScripts.LOOK,
                ScriptOutputType.MULTI,
                SHORT,
                RedisKeys.of(epoch, key),
                text(node),
                LOCK_LIFE,
                MAGIC,
                unused()));
    return switch (string(found.getFirst())) {
      case "hit" -> new Look.Hit(time(found.get(1)), (byte[]) found.get(2));
      case "lead" -> new Look.Lead(time(found.get(1)));
      case "follow" -> new Look.Follow(time(found.get(1)));
      default -> new Look.Unknown(string(found.get(1)));
    };
  }

  @Override
  public Filled fill(String epoch, ViewKey key, Entry entry, SnapshotTime seen) {
    long life = LIFE + ThreadLocalRandom.current().nextLong(-LIFE / 10, LIFE / 10);
    Object done =
        run(
            RedisScripts.FILL,
            ScriptOutputType.VALUE,
            LONG,
            RedisKeys.of(epoch, key),
            text(node),
            text(entry.read().toString()),
            text(seen.toString()),
            Frame.write(entry),
            text(Long.toString(life)),
            MAGIC);
    return switch (string(done)) {
      case "stored" -> Filled.STORED;
      case "old" -> Filled.OLD;
      default -> Filled.VANISHED;
    };
  }

  @Override
  public void remove(String epoch, ViewKey key) {
    get(redis.del(RedisKeys.entry(epoch, key)), LONG);
  }

  @Override
  public Optional<Kept> kept(String epoch, ViewKey key) {
    String[] name = {RedisKeys.entry(epoch, key)};
    var found = list(run(RedisScripts.KEPT, ScriptOutputType.MULTI, LONG, name));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Kept(
                (byte[]) found.getFirst(),
                TimeUnit.MILLISECONDS.toSeconds(((Number) found.get(1)).longValue())));
  }

  @Override
  public Optional<SnapshotTime> generation(CollectionId root) {
    Object known = run(RedisScripts.GENERATION, ScriptOutputType.VALUE, LONG, key(root));
    return Optional.ofNullable(known).map(RedisShared::time);
  }

  @Override
  public void bump(Collection<CollectionId> roots, SnapshotTime time) {
    byte[][] values = {text(time.toString()), unused()};
    var sent = new ArrayList<RedisFuture<Object>>(roots.size());
    for (var root : roots) {
      sent.add(send(RedisScripts.BUMP, ScriptOutputType.INTEGER, key(root), values));
    }
    int at = 0;
    for (var root : roots) {
      finish(sent.get(at++), RedisScripts.BUMP, ScriptOutputType.INTEGER, LONG, key(root), values);
    }
  }

  @Override
  public void settle(CollectionId root, String sign, SnapshotTime time) {
    run(
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
      if (!found.getKeys().isEmpty()) {
        get(redis.unlink(found.getKeys().toArray(String[]::new)), LONG);
      }
      cursor = found;
    }
  }

  // Nodes

  @Override
  public void register() {
    run(
        RedisScripts.REGISTER,
        ScriptOutputType.INTEGER,
        LONG,
        NODES,
        text(node),
        unused(),
        text(Long.toString(Link.SILENCE.toMillis())));
  }

  @Override
  public Beat beat() {
    var found =
        list(
            run(
                RedisScripts.BEAT,
                ScriptOutputType.MULTI,
                LONG,
                new String[] {NODES[0], MARKER},
                text(node),
                unused()));
    var marker = string(found.get(1)).split(" ", 2);
    boolean ours = marker.length == 2 && marker[0].equals(server.run());
    return new Beat(
        Long.valueOf(1).equals(found.get(0)), ours ? Optional.of(marker[1]) : Optional.empty());
  }

  @Override
  public Nodes nodes() {
    var found = list(run(RedisScripts.LIST, ScriptOutputType.MULTI, LONG, NODES));
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
    run(
        RedisScripts.STRIKE,
        ScriptOutputType.INTEGER,
        LONG,
        new String[] {NODES[0]},
        values.toArray(byte[][]::new));
  }

  @Override
  public void call(long number) {
    get(redis.publish(CALLS, text(node + " " + number)), LONG);
  }

  @Override
  public void answer(String caller, long number) {
    var _ = redis.publish(answersTo(caller), text(node + " " + number));
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
        run(
            RedisScripts.MARK,
            ScriptOutputType.INTEGER,
            LONG,
            new String[] {MARKER},
            text(server.run() + " " + epoch),
            text(Long.toString(since)),
            text(Long.toString(MARKED.toMillis())));
    return Long.valueOf(1).equals(done);
  }

  @Override
  public String server() {
    return server.run();
  }

  @Override
  public boolean open() {
    return connection.isOpen();
  }

  @Override
  public void close() {
    var _ = connection.closeAsync();
  }

  // The wire

  private Object run(
      String script, ScriptOutputType output, Duration patience, String[] keys, byte[]... values) {
    return finish(send(script, output, keys, values), script, output, patience, keys, values);
  }

  private static List<?> list(Object answer) {
    return (List<?>) answer;
  }

  private RedisFuture<Object> send(
      String script, ScriptOutputType output, String[] keys, byte[]... values) {
    return redis.evalsha(redis.digest(script), output, keys, values);
  }

  /** A server that does not know the script yet gets its text. */
  private Object finish(
      RedisFuture<Object> sent,
      String script,
      ScriptOutputType output,
      Duration patience,
      String[] keys,
      byte[][] values) {
    try {
      return get(sent, patience);
    } catch (Away e) {
      if (e.getCause() instanceof RedisNoScriptException) {
        return get(redis.<Object>eval(script, output, keys, values), LONG);
      }
      throw e;
    }
  }

  private static <T> T get(Future<T> future, Duration patience) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new Away("redis refuses: " + cause.getMessage(), cause);
    } catch (TimeoutException | CancellationException e) {
      throw new Away("redis does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Away("interrupted while waiting for redis", e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static String string(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }

  private static SnapshotTime time(Object bytes) {
    return SnapshotTime.parse(string(bytes));
  }
}
