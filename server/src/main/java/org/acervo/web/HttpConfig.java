package org.acervo.web;

import java.time.Duration;
import org.acervo.kernel.DataSize;

/**
 * How Acervo listens.
 *
 * @param host address to bind
 * @param port port to bind; 0 lets the system choose
 * @param secure whether browsers reach it over https: decides the name and the Secure flag of the
 *     cookie
 * @param uploadLimit largest file that is taken
 * @param bodyLimit largest JSON request that is read
 * @param idle how long a connection may be silent before it is closed
 */
public record HttpConfig(
    String host,
    int port,
    boolean secure,
    DataSize uploadLimit,
    DataSize bodyLimit,
    Duration idle) {
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("ACERVO_PORT must lie between 0 and 65535, not " + port);
    }
    if (uploadLimit.bytes() == 0) {
      throw new IllegalArgumentException("ACERVO_UPLOAD_LIMIT must be more than 0 B");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException("ACERVO_IDLE_TIMEOUT must be at least 1s");
    }
  }
}
