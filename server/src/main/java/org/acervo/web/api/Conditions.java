package org.acervo.web.api;

import java.util.Arrays;
import java.util.Optional;

/** Conditional requests (RFC 9110, section 13). */
final class Conditions {
  private Conditions() {}

  /** Whether If-None-Match names {@code tag}, so that the client has it already. */
  static boolean matches(Optional<String> ifNoneMatch, String tag) {
    return ifNoneMatch
        .map(header ->
            header.strip().equals("*")
                || Arrays.stream(header.split(","))
                    .map(String::strip)
                    .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                    .anyMatch(("\"" + tag + "\"")::equals))
        .orElse(false);
  }
}
