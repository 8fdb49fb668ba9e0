package org.acervo.cache;

import java.util.Objects;

/** Says to people why Redis is of no use. */
final class Trouble {
  private static final String REFUSED =
      "Redis refuses the password. Correct user and password in ACERVO_REDIS_URI.";

  private Trouble() {}

  static String of(Shared.Away away) {
    return refusesUs(away) ? REFUSED : "Redis does not answer: " + why(away);
  }

  private static String why(Shared.Away away) {
    Throwable cause = away;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var deepest = cause.getMessage();
    var said = Objects.toString(away.getMessage(), "");
    return deepest == null || said.contains(deepest) ? said : said + " (" + deepest + ")";
  }

  /** Whether Redis is there and wants another password (its words for that never change). */
  private static boolean refusesUs(Throwable away) {
    for (var cause = away; cause != null; cause = cause.getCause()) {
      var said = Objects.toString(cause.getMessage(), "");
      if (said.contains("WRONGPASS") || said.contains("NOAUTH") || said.contains("ERR AUTH")) {
        return true;
      }
    }
    return false;
  }
}
