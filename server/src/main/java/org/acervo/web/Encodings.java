package org.acervo.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Body.Encoding;
import org.jspecify.annotations.Nullable;

/** Picks how a body is encoded, by {@code Accept-Encoding} (RFC 9110, section 12.5.3). */
final class Encodings {
  private static final int MOST = 200;

  /** Browsers say the same few words each time. */
  private static final Map<String, Encoding> known = new ConcurrentHashMap<>();

  private Encodings() {}

  static Encoding of(@Nullable String accepted) {
    if (accepted == null) {
      return Encoding.PLAIN;
    }
    var encoding = known.get(accepted);
    if (encoding == null) {
      encoding = choose(accepted);
      if (known.size() < MOST) {
        known.put(accepted, encoding);
      }
    }
    return encoding;
  }

  private static Encoding choose(String accepted) {
    double gzip = weight(accepted, "gzip").orElseGet(() -> weight(accepted, "*").orElse(0.0));
    double zstd = weight(accepted, "zstd").orElse(0.0);
    double plain = weight(accepted, "identity").orElse(0.0);
    if (zstd > 0 && zstd >= gzip && zstd >= plain) {
      return Encoding.ZSTD;
    }
    return gzip > 0 && gzip >= plain ? Encoding.GZIP : Encoding.PLAIN;
  }

  /** The weight that the header gives a coding; empty when it does not name it. */
  private static Optional<Double> weight(String accepted, String coding) {
    for (var part : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      var words = part.strip().split("\\s*;\\s*q=", 2);
      if (words[0].equals(coding)) {
        return Optional.of(words.length < 2 ? 1.0 : number(words[1]));
      }
    }
    return Optional.empty();
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
