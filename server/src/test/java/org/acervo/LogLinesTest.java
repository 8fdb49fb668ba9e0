package org.acervo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nothing that somebody sends begins a line of the log, or does anything to the screen. */
class LogLinesTest {
  private static final String SENT =
      "a\r\n2026-01-01 00:00:00.000 ERROR fake\u001b[2J\u0000\u0085\u2028b";

  private static List<String> written(@Nullable Throwable thrown) {
    var event =
        Log4jLogEvent.newBuilder()
            .setLoggerName("org.acervo.web.Dispatcher")
            .setLevel(Level.INFO)
            .setMessage(new SimpleMessage(SENT))
            .setThrown(thrown)
            .build();
    var layout = LoggerContext.getContext(false).getConfiguration().getAppender("err").getLayout();
    return new String(layout.toByteArray(event), java.nio.charset.StandardCharsets.UTF_8)
        .lines()
        .toList();
  }

  @Test
  void messageIsOneLineWithoutControlCharacters() {
    var lines = written(null);
    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst()).contains("a\\r\\n2026").endsWith("b").doesNotContain("\u001b");
    assertThat(lines.getFirst().chars().filter(Character::isISOControl)).isEmpty();
  }

  @Test
  void faultBeginsNoLineOfItsOwn() {
    var lines = written(new IllegalStateException(SENT, new IllegalArgumentException(SENT)));
    assertThat(lines).hasSizeGreaterThan(5);
    assertThat(lines.stream().filter(line -> line.startsWith("2026-01-01"))).isEmpty();
    assertThat(lines).anyMatch(line -> line.startsWith("Caused by: "));
  }
}
