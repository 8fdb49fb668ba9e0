package org.acervo.web;

import io.vertx.core.MultiMap;
import java.util.Optional;

/** Reads what a browser gives back to us (RFC 6265, section 4.2). */
final class Cookies {
  private Cookies() {}

  /** The first one of that name, which is the one of the longest path. */
  static Optional<String> value(MultiMap headers, String name) {
    for (var line : headers.getAll("Cookie")) {
      int start = 0;
      while (start < line.length()) {
        int semicolon = line.indexOf(';', start);
        int end = semicolon < 0 ? line.length() : semicolon;
        while (start < end && line.charAt(start) == ' ') {
          start++;
        }
        int equals = start + name.length();
        if (equals < end && line.charAt(equals) == '=' && line.startsWith(name, start)) {
          return Optional.of(line.substring(equals + 1, end).strip());
        }
        start = end + 1;
      }
    }
    return Optional.empty();
  }
}
