package org.acervo.web;

import io.vertx.core.MultiMap;
import org.acervo.kernel.Texts;

/** Conditional requests (RFC 9110, section 13). */
public final class Conditions {
  /** What 412 says to a reader. */
  static final String OTHER = "What is here has another tag than If-Match names. Read it without.";

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
    for (var part : Texts.parts(known, ',')) {
      String tag = part.strip();
      if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether If-Match asks for something else than what has this entity tag. The comparison is
   * strong (RFC 9110, section 13.1.1).
   *
   * @param etag with its quotation marks
   */
  public static boolean wantsOther(MultiMap headers, String etag) {
    String wanted = HeaderLines.of(headers, "If-Match");
    return wanted != null
        && !wanted.strip().equals("*")
        && Texts.parts(wanted, ',').stream().noneMatch(tag -> tag.strip().equals(etag));
  }
}
