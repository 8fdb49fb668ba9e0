package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.acervo.embedded.EmbeddedMongo;
import org.acervo.embedded.EmbeddedRedis;
import org.acervo.kernel.DataSize;
import org.acervo.store.RedisSeal;
import org.acervo.store.Store;
import org.acervo.store.StoreConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever becomes of a command, whoever asks about rights hears of Redis at most that it is away.
 */
class RedisBoardTest {
  private static final Duration PATIENCE = Duration.ofMillis(20);

  private static AsyncCommand<String, String, String> command() {
    return new AsyncCommand<>(new Command<>(CommandType.GET, new ValueOutput<>(StringCodec.UTF8)));
  }

  @Test
  void commandOfABrokenConnectionIsNotAnswered() {
    var command = command();
    command.completeExceptionally(new RedisException("the connection is gone"));
    assertThat(RedisBoard.answered(command, PATIENCE)).isEmpty();
  }

  @Test
  void commandThatWasCancelledIsNotAnswered() {
    var command = command();
    assertThat(command.cancel(true)).isTrue();
    assertThat(RedisBoard.answered(command, PATIENCE)).isEmpty();
  }

  @Test
  void commandThatTakesTooLongIsNotAnswered() {
    assertThat(RedisBoard.answered(command(), PATIENCE)).isEmpty();
  }

  // What others write there

  private interface Attack {
    void on(Store store, RedisCommands<String, byte[]> redis) throws Exception;
  }

  private static void attacked(Path dir, Attack attack) throws Exception {
    try (var mongo = EmbeddedMongo.inMemory();
        var redis = EmbeddedRedis.start(dir, DataSize.mib(16)).orElseThrow();
        var store =
            Store.open(
                new StoreConfig(
                    mongo.uri(), "acervo", Optional.of(redis.uri()), Duration.ofSeconds(20)));
        var client = RedisClient.create(redis.uri());
        var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))) {
      attack.on(store, connection.sync());
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void changeIsAcknowledgedByTheNodeItselfAndNobodyElse(@TempDir Path dir) throws Exception {
    attacked(
        dir,
        (store, redis) -> {
          var seal = store.seal();
          var board = new RedisBoard(store.redis(), seal);
          board.listen(_ -> {});
          var nodes = List.of("a", "b");
          assertThat(board.acknowledge("a", 7)).isTrue();
          var ofA = redis.hget("az:ack", "a");
          for (var forged :
              List.of(text("9"), ofA, ByteBuffer.allocate(40).putLong(32, 9).array(), text(""))) {
            redis.hset("az:ack", "b", forged);
            long before = seal.refused(RedisSeal.Kind.ACKNOWLEDGEMENT);
            assertThat(board.acknowledged(nodes)).containsOnlyKeys("a").containsEntry("a", 7L);
            assertThat(seal.refused(RedisSeal.Kind.ACKNOWLEDGEMENT)).isEqualTo(before + 1);
          }
          var higher = ofA.clone();
          higher[higher.length - 1]++;
          redis.hset("az:ack", "a", higher);
          redis.hdel("az:ack", "b");
          assertThat(board.acknowledged(nodes)).isEmpty();
          assertThat(board.acknowledge("a", 8)).isTrue();
          assertThat(board.acknowledged(nodes)).containsEntry("a", 8L);
          board.close();
        });
  }

  @Test
  void numberThatNoNodePublishedIsNotHeard(@TempDir Path dir) throws Exception {
    attacked(
        dir,
        (store, redis) -> {
          var heard = new LinkedBlockingQueue<Long>();
          var board = new RedisBoard(store.redis(), store.seal());
          board.listen(heard::add);
          redis.publish("az", text("9000000000000000000"));
          board.announce(8);
          assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(8);
          assertThat(store.seal().refused(RedisSeal.Kind.POLICY_NUMBER)).isEqualTo(1);
          board.close();
        });
  }

  @Test
  void snapshotIsTakenUnderTheNameItWasLeftUnderAndUnchanged(@TempDir Path dir) throws Exception {
    attacked(
        dir,
        (store, redis) -> {
          var board = new RedisBoard(store.redis(), store.seal());
          board.listen(_ -> {});
          board.leave(3, "m", text("policy of three"));
          assertThat(board.snapshot(3, "m")).contains(text("policy of three"));
          var genuine = redis.get("az:snap:3:m");
          redis.set("az:snap:4:n", genuine);
          assertThat(board.snapshot(4, "n")).as("an old one under a new name").isEmpty();
          for (int bit = 0; bit < genuine.length * 8; bit++) {
            var flipped = genuine.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            redis.set("az:snap:3:m", flipped);
            assertThat(board.snapshot(3, "m")).as("bit %d", bit).isEmpty();
          }
          assertThat(store.seal().refused(RedisSeal.Kind.SNAPSHOT))
              .isEqualTo(genuine.length * 8 + 1);
          board.leave(3, "m", text("policy of three"));
          assertThat(board.snapshot(3, "m")).as("mended").isPresent();
          board.close();
        });
  }
}
