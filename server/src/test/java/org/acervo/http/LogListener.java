package org.acervo.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Keeps everything that is logged while it listens, each message with its failure in a line. */
final class LogListener extends AbstractAppender implements AutoCloseable {
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Logger logger = (Logger) LogManager.getLogger("org.acervo");
  private final Level before = logger.getLevel();

  LogListener() {
    super("listener", null, null, false, Property.EMPTY_ARRAY);
    start();
    logger.addAppender(this);
    logger.setLevel(Level.DEBUG);
  }

  @Override
  public void append(LogEvent event) {
    heard.writeBytes(
        (event.getMessage().getFormattedMessage() + event.getThrown() + "\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  String heard() {
    return heard.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    logger.setLevel(before);
    logger.removeAppender(this);
  }
}
