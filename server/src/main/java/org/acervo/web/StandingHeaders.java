package org.acervo.web;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/**
 * What every answer says: when it was made, and to browsers: run nothing but our own files, embed
 * us nowhere, guess no types.
 *
 * <p>Nothing is written into pages, neither script nor style, so the policy names no exception.
 * What scripts make HTML of passes one of two policies (W3C Trusted Types): that of Svelte, for the
 * templates that it compiled, and the default of {@code ui/src/lib/trusted.ts}, which knows all
 * that others make.
 *
 * @param secure whether browsers come over https: then they never come otherwise again
 */
public record StandingHeaders(boolean secure) {
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "img-src 'self' blob: data:",
          "style-src 'self'",
          "script-src 'self'",
          "worker-src 'self'",
          "connect-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-src 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types svelte-trusted-html default");

  private static final String NOT_NEEDED =
      String.join(
          ", ",
          "accelerometer=()",
          "camera=()",
          "display-capture=()",
          "geolocation=()",
          "gyroscope=()",
          "magnetometer=()",
          "microphone=()",
          "midi=()",
          "payment=()",
          "usb=()");

  private static final String STRICT = "Strict-Transport-Security";
  private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

  public void put(HttpServerResponse response) {
    response.putHeader("Date", Dates.now());
    lasting(response::putHeader);
    if (secure) {
      response.putHeader(STRICT, TWO_YEARS);
    }
  }

  /** As a line of a head, with its end; empty where it is not said. */
  String strictLine() {
    return secure ? STRICT + ": " + TWO_YEARS + "\r\n" : "";
  }

  /** Those that never change. */
  static void lasting(BiConsumer<String, String> headers) {
    headers.accept("Content-Security-Policy", POLICY);
    headers.accept("Permissions-Policy", NOT_NEEDED);
    headers.accept("X-Content-Type-Options", "nosniff");
    headers.accept("Referrer-Policy", "no-referrer");
    headers.accept("Cross-Origin-Opener-Policy", "same-origin");
    headers.accept("Cross-Origin-Resource-Policy", "same-origin");
  }
}
