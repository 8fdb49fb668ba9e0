package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.acervo.access.Caller;
import org.acervo.access.Sessions;

/** Finds out who asks, from the session cookie of a browser or the token of a program. */
public final class Identity {
  private static final String BEARER = "Bearer ";

  private final Sessions sessions;
  private final boolean secure;

  public Identity(Sessions sessions, boolean secure) {
    this.sessions = sessions;
    this.secure = secure;
  }

  Caller of(HttpServerRequest request) {
    return sessions.identify(cookie(request), bearer(request));
  }

  public Optional<String> cookie(HttpServerRequest request) {
    return Optional.ofNullable(request.getCookie(cookieName()))
        .map(cookie -> cookie.getValue())
        .filter(value -> !value.isEmpty());
  }

  private static Optional<String> bearer(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  /**
   * The {@code __Host-} prefix binds a cookie to this host and to https (RFC 6265bis, section
   * 4.1.3).
   */
  private String cookieName() {
    return secure ? "__Host-acervo" : "acervo";
  }

  /** The header that gives a browser its session. */
  public String setCookie(String token, long maxAgeSeconds) {
    return cookieName()
        + "="
        + token
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + maxAgeSeconds
        + (secure ? "; Secure" : "");
  }

  /** The header that takes it away again. */
  public String clearCookie() {
    return setCookie("", 0);
  }
}
