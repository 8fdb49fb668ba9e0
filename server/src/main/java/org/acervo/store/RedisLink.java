package org.acervo.store;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared memory, which may vanish at any moment: nothing waits for it longer than a moment,
 * nothing is lost with it, and it is used again when it returns.
 */
public final class RedisLink implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RedisLink.class);

  /** What is known of the shared memory. */
  public enum State {
    OFF,
    UP,
    DOWN
  }

  private final @Nullable ClientResources resources;
  private final @Nullable RedisClient client;
  private final @Nullable RedisClient single;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable StatefulRedisConnection<String, String> connection;

  private RedisLink(
      @Nullable ClientResources resources,
      @Nullable RedisClient client,
      @Nullable RedisClient single) {
    this.resources = resources;
    this.client = client;
    this.single = single;
  }

  static RedisLink open(Optional<String> address, Duration patience) {
    if (address.isEmpty()) {
      return new RedisLink(null, null, null);
    }
    var resources =
        DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
    var uri = RedisURI.create(address.get());
    uri.setTimeout(patience);
    return new RedisLink(
        resources, client(resources, uri, patience, true), client(resources, uri, patience, false));
  }

  private static RedisClient client(
      ClientResources resources, RedisURI uri, Duration patience, boolean again) {
    var client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .autoReconnect(again)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .socketOptions(SocketOptions.builder().connectTimeout(patience).build())
            .build());
    return client;
  }

  /** For rooms that speak to it in their own way; empty when none was named. */
  public Optional<RedisClient> client() {
    return Optional.ofNullable(client);
  }

  /** The same, whose connections end when they break instead of beginning anew by themselves. */
  public Optional<RedisClient> single() {
    return Optional.ofNullable(single);
  }

  /** Asks for a sign of life; never throws. */
  public State ping() {
    if (client == null) {
      return State.OFF;
    }
    lock.lock();
    try {
      if (connection == null) {
        connection = client.connect();
      }
      connection.sync().ping();
      return State.UP;
    } catch (RedisException e) {
      log.debug("redis does not answer: {}", e.getMessage());
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
    if (single != null) {
      single.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
    if (resources != null) {
      var _ = resources.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }
}
