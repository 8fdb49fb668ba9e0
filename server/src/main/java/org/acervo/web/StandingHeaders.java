package org.acervo.web;

import io.vertx.core.http.HttpServerResponse;

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
    response
        .putHeader("Date", Dates.at(System.currentTimeMillis()))
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
