package org.acervo.web.api;

import org.acervo.kernel.Failed;
import org.acervo.web.Parameters;

/** The beginning of a name that a list is narrowed to. */
final class Prefix {
  private static final int LONGEST = 100;

  private Prefix() {}

  static String of(Parameters query) {
    var prefix = query.text("q").orElse("");
    if (prefix.length() > LONGEST) {
      throw Failed.invalid("q", "must have at most " + LONGEST + " characters");
    }
    return prefix;
  }
}
