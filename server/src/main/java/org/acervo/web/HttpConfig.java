package org.acervo.web;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.acervo.kernel.DataSize;

/**
 * How Acervo listens.
 *
 * @param host address to bind
 * @param port port to bind; 0 lets the system choose
 * @param secure whether browsers reach it over https: decides the name and the Secure flag of the
 *     cookie
 * @param trustedProxies addresses and networks of the proxies whose forwarded addresses count
 * @param uploadLimit largest file that is taken
 * @param bodyLimit largest JSON request that is read
 * @param idle how long a connection may be silent before it is closed; as long may a head take
 * @param slowest bytes a second that a body must bring, or an answer be taken at, once it has taken
 *     longer than that
 * @param connections of one address at the same time
 * @param h2c whether HTTP/2 is spoken without TLS
 * @param publicUrl scheme, host and port at which browsers and programs reach it
 */
public record HttpConfig(
    String host,
    int port,
    boolean secure,
    String trustedProxies,
    DataSize uploadLimit,
    DataSize bodyLimit,
    Duration idle,
    DataSize slowest,
    int connections,
    boolean h2c,
    Optional<URI> publicUrl) {
  public HttpConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("ACERVO_PORT must lie between 0 and 65535, not " + port);
    }
    var _ = TrustedProxies.of(trustedProxies);
    if (uploadLimit.bytes() == 0) {
      throw new IllegalArgumentException("ACERVO_UPLOAD_LIMIT must be more than 0 B");
    }
    if (publicUrl.isPresent() && !isOrigin(publicUrl.get())) {
      throw new IllegalArgumentException(
          "ACERVO_PUBLIC_URL must be like https://library.example or http://host:8080, without a"
              + " path, not "
              + publicUrl.get());
    }
    if (secure && publicUrl.filter(url -> !isHttps(url)).isPresent()) {
      throw new IllegalArgumentException(
          "ACERVO_SECURE is true, so ACERVO_PUBLIC_URL must begin with https://");
    }
    if (slowest.bytes() == 0) {
      throw new IllegalArgumentException("ACERVO_BODY_RATE must be more than 0 B");
    }
    if (connections < 1) {
      throw new IllegalArgumentException("ACERVO_CONNECTIONS_PER_ADDRESS must be at least 1");
    }
    if (idle.toSeconds() < 1) {
      throw new IllegalArgumentException("ACERVO_IDLE_TIMEOUT must be at least 1s");
    }
  }

  private static boolean isOrigin(URI url) {
    boolean web = isHttps(url) || "http".equalsIgnoreCase(url.getScheme());
    return web
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawPath().isEmpty()
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  private static boolean isHttps(URI url) {
    return "https".equalsIgnoreCase(url.getScheme());
  }

  /** Where it is reached, and whether over https: either setting says so. */
  public PublicAddress address() {
    return new PublicAddress(
        publicUrl, secure || publicUrl.filter(HttpConfig::isHttps).isPresent());
  }

  public StandingHeaders standing() {
    return new StandingHeaders(address().secure());
  }

  Pace pace() {
    return new Pace(idle, slowest);
  }
}
