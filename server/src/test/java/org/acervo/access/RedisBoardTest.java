package org.acervo.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisException;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

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
}
