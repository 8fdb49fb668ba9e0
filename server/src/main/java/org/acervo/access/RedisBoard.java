package org.acervo.access;

import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.acervo.store.RedisLink;
import org.acervo.store.RedisSeal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board in Redis: {@code PUBLISH az n}, a hash {@code az:ack} from node to number, and {@code
 * az:snap:<n>:<mark>} with a whole policy. A key that holds its version cannot be stale, and a
 * number that was acknowledged stays so, whatever else Redis forgets.
 *
 * <p>All three decide about rights, so all three are sealed ({@link RedisSeal}): a snapshot under
 * its key, an acknowledgement under the node that gives it, a number under the channel. Somebody
 * who can write into Redis can therefore take away, which costs time, but cannot add: no policy but
 * a true one is taken up, and no change counts as acknowledged before the node has said so itself.
 */
final class RedisBoard implements Board {
  private static final Logger log = LoggerFactory.getLogger(RedisBoard.class);
  private static final String CHANNEL = "az";
  private static final String ACK = "az:ack";
  private static final Duration PATIENCE = Duration.ofMillis(200);

  /** With a whole policy, which is large, and slower to have from anywhere else. */
  private static final Duration PATIENCE_WITH_ALL = Duration.ofSeconds(2);

  private static final Duration SNAPSHOT_LIFE = Duration.ofHours(1);

  private final RedisLink link;
  private final RedisSeal seal;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile RedisLink.@Nullable Line<byte[]> connection;
  private volatile @Nullable StatefulRedisPubSubConnection<String, byte[]> heard;
  private volatile @Nullable LongConsumer listener;

  RedisBoard(RedisLink link, RedisSeal seal) {
    this.link = link;
    this.seal = seal;
  }

  @Override
  public void listen(LongConsumer listener) {
    this.listener = listener;
    var _ = up();
  }

  @Override
  public boolean up() {
    var open = connection;
    if (open != null) {
      return open.connection().isOpen();
    }
    lock.lock();
    try {
      return connection != null || connect();
    } finally {
      lock.unlock();
    }
  }

  private boolean connect() {
    if (!link.configured()) {
      return false;
    }
    RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
    try {
      var told = link.listen(codec);
      told.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, byte[] message) {
              hear(message);
            }
          });
      heard = told;
      told.sync().subscribe(CHANNEL);
      connection = link.connect(codec);
      return true;
    } catch (RedisException e) {
      log.debug("redis is not there: {}", e.getMessage());
      var half = heard;
      if (half != null) {
        half.close();
        heard = null;
      }
      return false;
    }
  }

  private void hear(byte[] message) {
    var told = listener;
    var n = number(RedisSeal.Kind.POLICY_NUMBER, CHANNEL, message);
    if (told != null && n.isPresent()) {
      told.accept(n.get());
    }
  }

  private Optional<Long> number(RedisSeal.Kind kind, String name, byte[] sealed) {
    return seal.open(kind, name, sealed)
        .filter(text -> text.length == Long.BYTES)
        .map(text -> ByteBuffer.wrap(text).getLong());
  }

  private byte[] sealed(RedisSeal.Kind kind, String name, long n) {
    return seal.seal(kind, name, ByteBuffer.allocate(Long.BYTES).putLong(0, n).array());
  }

  /** Waits a moment for an answer; empty when there is none. */
  private <T> Optional<T> ask(
      Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> question) {
    return ask(PATIENCE, question);
  }

  private <T> Optional<T> ask(
      Duration patience,
      Function<RedisClusterAsyncCommands<String, byte[]>, RedisFuture<T>> question) {
    var open = connection;
    if (open == null || !open.connection().isOpen()) {
      return Optional.empty();
    }
    try {
      return answered(question.apply(open.commands()), patience);
    } catch (RedisException e) {
      log.debug("redis does not answer: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Empty too when the connection broke meanwhile: then the future fails, and holds no error. */
  static <T> Optional<T> answered(RedisFuture<T> answer, Duration patience) {
    try {
      return answer.await(patience.toMillis(), TimeUnit.MILLISECONDS) && answer.getError() == null
          ? Optional.ofNullable(answer.toCompletableFuture().join())
          : Optional.empty();
    } catch (CompletionException | CancellationException e) {
      log.debug("redis does not answer: {}", e.getMessage());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void announce(long n) {
    var _ = ask(redis -> redis.publish(CHANNEL, sealed(RedisSeal.Kind.POLICY_NUMBER, CHANNEL, n)));
  }

  @Override
  public boolean acknowledge(String node, long n) {
    byte[] word = sealed(RedisSeal.Kind.ACKNOWLEDGEMENT, node, n);
    return ask(redis -> redis.hset(ACK, node, word)).isPresent();
  }

  @Override
  public Map<String, Long> acknowledged(Collection<String> nodes) {
    var found = new HashMap<String, Long>();
    ask(redis -> redis.hmget(ACK, nodes.toArray(String[]::new)))
        .orElseGet(ArrayList::new)
        .forEach(pair -> {
          if (pair.hasValue()) {
            number(RedisSeal.Kind.ACKNOWLEDGEMENT, pair.getKey(), pair.getValue())
                .ifPresent(n -> found.put(pair.getKey(), n));
          }
        });
    return found;
  }

  @Override
  public void forget(Collection<String> nodes) {
    var _ = ask(redis -> redis.hdel(ACK, nodes.toArray(String[]::new)));
  }

  private static String key(long n, String mark) {
    return "az:snap:" + n + ":" + mark;
  }

  @Override
  public Optional<byte[]> snapshot(long n, String mark) {
    String key = key(n, mark);
    return ask(PATIENCE_WITH_ALL, redis -> redis.get(key))
        .flatMap(sealed -> seal.open(RedisSeal.Kind.SNAPSHOT, key, sealed));
  }

  @Override
  public void leave(long n, String mark, byte[] snapshot) {
    String key = key(n, mark);
    byte[] sealed = seal.seal(RedisSeal.Kind.SNAPSHOT, key, snapshot);
    // Whatever lies there may be somebody else's, so it is written over.
    var _ =
        ask(PATIENCE_WITH_ALL, redis -> redis.set(key, sealed, SetArgs.Builder.ex(SNAPSHOT_LIFE)));
  }

  @Override
  public void close() {
    var told = heard;
    var open = connection;
    if (told != null) {
      told.close();
    }
    if (open != null) {
      open.close();
    }
  }
}
