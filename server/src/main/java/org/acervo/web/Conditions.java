package org.acervo.web;

import io.vertx.core.MultiMap;

/** Conditional requests (RFC 9110, section 13). */
public final class Conditions {
  private Conditions() {}

  /**
   * Whether If-None-Match names an entity tag, so that the client has it already. The comparison is
   * weak (RFC 9110, section 13.1.2).
   *
   * @param etag with its quotation marks
   */
  public static boolean has(MultiMap headers, String etag) {
    String known = HeaderLines.of(headers, "If-None-Match");
    if (known == null) {
      return false;
    }
    if (known.equals(etag) || known.strip().equals("*")) {
      return true;
    }
    for (var part : known.split(",", -1)) {
      String tag = part.strip();
      if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
