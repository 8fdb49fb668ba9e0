package org.acervo.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.pubsub.api.async.RedisPubSubAsyncCommands;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection to Redis: sends scripts, and waits for answers as long as they are worth it. */
final class RedisWire {
  private static final String MOVED = "redis refuses: MOVED";
  private static final Map<String, String> DIGESTS = new ConcurrentHashMap<>();

  /** A look that takes longer is not worth waiting for; what has to be done may take longer. */
  static final Duration SHORT = Duration.ofMillis(50);

  static final Duration LONG = Duration.ofMillis(500);

  private final StatefulRedisPubSubConnection<String, byte[]> connection;
  private final RedisPubSubAsyncCommands<String, byte[]> redis;

  RedisWire(StatefulRedisPubSubConnection<String, byte[]> connection) {
    this.connection = connection;
    this.redis = connection.async();
  }

  /** What is no script. */
  RedisPubSubAsyncCommands<String, byte[]> plain() {
    return redis;
  }

  boolean open() {
    return connection.isOpen();
  }

  void close() {
    var _ = connection.closeAsync();
  }

  Object run(
      String script, ScriptOutputType output, Duration patience, String[] keys, byte[]... values) {
    return finish(send(script, output, keys, values), script, output, patience, keys, values);
  }

  RedisFuture<Object> send(
      String script, ScriptOutputType output, String[] keys, byte[]... values) {
    return redis.evalsha(DIGESTS.computeIfAbsent(script, redis::digest), output, keys, values);
  }

  /**
   * A server that does not know the script yet gets its text. One that keeps the key no more ends
   * the connection, so that the cluster is looked at anew.
   */
  Object finish(
      RedisFuture<Object> sent,
      String script,
      ScriptOutputType output,
      Duration patience,
      String[] keys,
      byte[][] values) {
    try {
      return get(sent, patience);
    } catch (Shared.Away e) {
      if (e.getCause() instanceof RedisNoScriptException) {
        return get(redis.<Object>eval(script, output, keys, values), LONG);
      }
      if (Objects.toString(e.getMessage(), "").startsWith(MOVED)) {
        close();
      }
      throw e;
    }
  }

  static <T> T get(Future<T> future, Duration patience) {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new Shared.Away("redis refuses: " + cause.getMessage(), cause);
    } catch (TimeoutException | CancellationException e) {
      throw new Shared.Away("redis does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Shared.Away("interrupted while waiting for redis", e);
    }
  }

  static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  static String string(Object bytes) {
    return new String((byte[]) bytes, UTF_8);
  }
}
