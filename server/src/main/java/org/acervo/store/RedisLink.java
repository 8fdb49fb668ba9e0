package org.acervo.store;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared memory, which may vanish at any moment: nothing waits for it longer than a moment,
 * nothing is lost with it, and it is used again when it returns.
 *
 * <p>An address names one server ({@code redis://} or {@code rediss://}), the primary that a
 * Sentinel knows ({@code redis-sentinel://a,b,c/0#name}), or a cluster ({@code
 * redis-cluster://a,b,c}, {@code rediss-cluster://a,b,c}).
 */
public final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);
  private static final String CLUSTER = "-cluster://";

  /** What is known of the shared memory. */
  public enum State {
    OFF,
    UP,
    DOWN
  }

  /**
   * Where connections can be made that end when they break.
   *
   * @param addresses of the one server, or of some of a cluster
   */
  public record Servers(RedisClient client, List<RedisURI> addresses, boolean cluster) {}

  /** A connection for single commands, to the one server or to all of a cluster. */
  public record Line<V>(
      StatefulConnection<String, V> connection, RedisClusterAsyncCommands<String, V> commands)
      implements AutoCloseable {
    @Override
    public void close() {
      connection.close();
    }
  }

  private final Optional<Servers> servers;
  private final @Nullable ClientResources resources;
  private final @Nullable AbstractRedisClient client;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Line<String> line;

  private RedisLink(
      Optional<Servers> servers,
      @Nullable ClientResources resources,
      @Nullable AbstractRedisClient client,
      Duration patience) {
    this.servers = servers;
    this.resources = resources;
    this.client = client;
    this.patience = patience;
  }

  static RedisLink open(Optional<String> address, Duration patience) {
    if (address.isEmpty()) {
      return new RedisLink(Optional.empty(), null, null, patience);
    }
    var resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    boolean cluster = address.get().contains(CLUSTER);
    var addresses = addresses(address.get(), cluster);
    addresses.forEach(uri -> uri.setTimeout(patience));
    var options =
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(patience).build())
            .build();
    var single = RedisClient.create(resources);
    single.setOptions(options.mutate().autoReconnect(false).build());
    AbstractRedisClient again;
    if (cluster) {
      var all = RedisClusterClient.create(resources, addresses);
      all.setOptions(ClusterClientOptions.builder(options).build());
      again = all;
    } else {
      var one = RedisClient.create(resources, addresses.getFirst());
      one.setOptions(options);
      again = one;
    }
    return new RedisLink(
        Optional.of(new Servers(single, addresses, cluster)), resources, again, patience);
  }

  private static List<RedisURI> addresses(String address, boolean cluster) {
    return cluster
        ? RedisClusterURIUtil.toRedisURIs(URI.create(address.replace(CLUSTER, "://")))
        : List.of(RedisURI.create(address));
  }

  /** Whether any was named. */
  public boolean configured() {
    return servers.isPresent();
  }

  /** For connections that end when they break; empty when none was named. */
  public Optional<Servers> servers() {
    return servers;
  }

  /**
   * A connection that begins anew by itself when it breaks.
   *
   * @throws RedisException when the server cannot be reached, or none was named
   */
  public <V> Line<V> connect(RedisCodec<String, V> codec) {
    return switch (client) {
      case RedisClient one -> {
        var connection = one.connect(codec);
        yield new Line<>(connection, connection.async());
      }
      case RedisClusterClient all -> {
        var connection = all.connect(codec);
        yield new Line<>(connection, connection.async());
      }
      case null, default -> throw new RedisException("no Redis was named");
    };
  }

  /**
   * A connection that hears what is published, and begins anew by itself when it breaks.
   *
   * @throws RedisException when the server cannot be reached, or none was named
   */
  public <V> StatefulRedisPubSubConnection<String, V> listen(RedisCodec<String, V> codec) {
    return switch (client) {
      case RedisClient one -> one.connectPubSub(codec);
      case RedisClusterClient all -> all.connectPubSub(codec);
      case null, default -> throw new RedisException("no Redis was named");
    };
  }

  /** Asks for a sign of life; never throws. */
  public State ping() {
    if (client == null) {
      return State.OFF;
    }
    lock.lock();
    try {
      if (line == null) {
        line = connect(StringCodec.UTF8);
      }
      var _ = line.commands().ping().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return State.UP;
    } catch (RedisException | ExecutionException | TimeoutException e) {
      log.debug("redis does not answer: {}", e.getMessage());
      return State.DOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return State.DOWN;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
    servers.ifPresent(some -> some.client().shutdown(Duration.ZERO, Duration.ofSeconds(1)));
    if (resources != null) {
      var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
