package org.acervo.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Writes the time of an answer (RFC 9110, section 6.6.1), once a second. */
final class Dates {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private record Written(long second, String text) {}

  private static volatile Written last = new Written(Long.MIN_VALUE, "");

  private Dates() {}

  /** As HTTP writes it. */
  static String now() {
    long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
    var known = last;
    if (known.second() != second) {
      known = new Written(second, FORM.format(Instant.ofEpochSecond(second)));
      last = known;
    }
    return known.text();
  }
}
