package org.acervo.web;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a header that is a list. It may come in several lines, which mean the same as one with
 * commas between them (RFC 9110, section 5.3).
 */
final class HeaderLines {
  private HeaderLines() {}

  static @Nullable String of(MultiMap headers, String name) {
    var lines = headers.getAll(name);
    return switch (lines.size()) {
      case 0 -> null;
      case 1 -> lines.getFirst();
      default -> String.join(", ", lines);
    };
  }
}
