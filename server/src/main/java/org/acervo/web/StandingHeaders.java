package org.acervo.web;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.BiConsumer;

/**
 * What every answer says: when it was made, and to browsers: run nothing but our own files, embed
 * us nowhere, guess no types.
 */
public final class StandingHeaders {
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'self'",
          "img-src 'self' blob: data:",
          "style-src 'self' 'unsafe-inline'",
          "script-src 'self' 'wasm-unsafe-eval'",
          "worker-src 'self'",
          "object-src 'none'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private StandingHeaders() {}

  public static void put(HttpServerResponse response) {
    response.putHeader("Date", Dates.now());
    lasting(response::putHeader);
  }

  /** Those that never change. */
  static void lasting(BiConsumer<String, String> headers) {
    headers.accept("Content-Security-Policy", POLICY);
    headers.accept("X-Content-Type-Options", "nosniff");
    headers.accept("Referrer-Policy", "no-referrer");
    headers.accept("Cross-Origin-Opener-Policy", "same-origin");
    headers.accept("Cross-Origin-Resource-Policy", "same-origin");
  }
}
