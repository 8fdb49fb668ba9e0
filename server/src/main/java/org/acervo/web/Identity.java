package org.acervo.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import org.acervo.access.Caller;
import org.acervo.access.Sessions;

/** Finds out who asks, from the session cookie of a browser or the token of a program. */
public final class Identity {
  private static final String BEARER = "Bearer ";
  private static final String COOKIE = "acervo";
  private static final String SECURE_COOKIE = "__Host-acervo";

  private final Sessions sessions;
  private final PublicAddress address;
  private final boolean secure;
  private final TrustedProxies proxies;

  public Identity(Sessions sessions, PublicAddress address, TrustedProxies proxies) {
    this.sessions = sessions;
    this.address = address;
    this.secure = address.secure();
    this.proxies = proxies;
  }

  Caller of(MultiMap headers) {
    return sessions.identify(cookie(headers), bearer(headers), guestCookie(headers));
  }

  /** The same, if it can be told without waiting. */
  Optional<Caller> known(MultiMap headers) {
    return sessions.known(cookie(headers), bearer(headers), guestCookie(headers));
  }

  /** Whether a browser sent a session at all, good or not. */
  public static boolean sentBy(MultiMap headers) {
    return cookie(headers, COOKIE).isPresent() || cookie(headers, SECURE_COOKIE).isPresent();
  }

  public Optional<String> cookie(MultiMap headers) {
    return cookie(headers, cookieName());
  }

  /** Of whoever came through a link. */
  public Optional<String> guestCookie(MultiMap headers) {
    return cookie(headers, guestCookieName());
  }

  private static Optional<String> cookie(MultiMap headers, String name) {
    return Cookies.value(headers, name).filter(value -> !value.isEmpty());
  }

  private static Optional<String> bearer(MultiMap headers) {
    return Optional.ofNullable(headers.get("Authorization"))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  /** At which browsers and programs reach us, wherever TLS ends. */
  public PublicAddress address() {
    return address;
  }

  /**
   * The {@code __Host-} prefix binds a cookie to this host and to https (RFC 6265bis, section
   * 4.1.3).
   */
  private String cookieName() {
    return secure ? SECURE_COOKIE : COOKIE;
  }

  private String guestCookieName() {
    return cookieName() + "-link";
  }

  private String deviceCookieName() {
    return cookieName() + "-device";
  }

  /** Where a request comes from, for back-off: a trusted proxy is believed, nobody else. */
  public String client(HttpServerRequest request) {
    var peer = request.remoteAddress();
    String address = peer == null ? null : peer.hostAddress();
    return proxies.client(address == null ? "" : address, request.headers());
  }

  /** What a browser keeps of an earlier sign-in. */
  public Optional<String> deviceCookie(MultiMap headers) {
    return cookie(headers, deviceCookieName());
  }

  /** The header that lets a browser be known at the next sign-in. */
  public String setDeviceCookie(String text, long maxAgeSeconds) {
    return setCookie(deviceCookieName(), text, maxAgeSeconds);
  }

  /** The header that gives a browser its session. */
  public String setCookie(String token, long maxAgeSeconds) {
    return setCookie(cookieName(), token, maxAgeSeconds);
  }

  /** The header that lets a browser come through a link. */
  public String setGuestCookie(String token, long maxAgeSeconds) {
    return setCookie(guestCookieName(), token, maxAgeSeconds);
  }

  private String setCookie(String name, String token, long maxAgeSeconds) {
    return name
        + "="
        + token
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + maxAgeSeconds
        + (secure ? "; Secure" : "");
  }

  /** The header that takes it away again. */
  public String clearGuestCookie() {
    return setGuestCookie("", 0);
  }

  /** The header that takes it away again. */
  public String clearCookie() {
    return setCookie("", 0);
  }
}
