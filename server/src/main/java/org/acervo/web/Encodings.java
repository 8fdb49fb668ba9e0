package org.acervo.web;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.jspecify.annotations.Nullable;

/**
 * Picks how a body is encoded, by {@code Accept-Encoding} (RFC 9110, section 12.5.3).
 *
 * <p>A client that forbids everything we could send ({@code identity;q=0} and no coding that we
 * know) gets it plain all the same. The RFC lets a server either refuse with 406 or pay no heed to
 * the header; with an answer that any client can read nobody is worse off than with none.
 */
public final class Encodings {
  private static final int MOST = 200;

  /** Browsers say the same few words each time. */
  private static final Map<String, Wanted> known = new ConcurrentHashMap<>();

  private static final Wanted ANYTHING = new Wanted(Encoding.PLAIN, true);

  private Encodings() {}

  /**
   * What a client would like.
   *
   * @param best liked most of those that we know
   * @param plain whether the body may go out as it is, where encoding it is not worth while
   */
  public record Wanted(Encoding best, boolean plain) {

    /** The encoding to send a body in that is kept in some of them. */
    public Encoding of(Body body) {
      return plain && !body.has(best) ? Encoding.PLAIN : best;
    }
  }

  public static Wanted of(MultiMap headers) {
    return of(HeaderLines.of(headers, "Accept-Encoding"));
  }

  static Wanted of(@Nullable String accepted) {
    if (accepted == null) {
      return ANYTHING;
    }
    var wanted = known.get(accepted);
    if (wanted == null) {
      wanted = choose(accepted);
      if (known.size() < MOST) {
        known.put(accepted, wanted);
      }
    }
    return wanted;
  }

  private static Wanted choose(String accepted) {
    var others = weight(accepted, "*");
    double gzip = weight(accepted, "gzip").or(() -> others).orElse(0.0);
    double zstd = weight(accepted, "zstd").orElse(0.0);
    var identity = weight(accepted, "identity");
    double plain = identity.orElse(0.0);
    boolean mayBePlain = identity.or(() -> others).orElse(1.0) > 0;
    if (zstd > 0 && zstd >= gzip && zstd >= plain) {
      return new Wanted(Encoding.ZSTD, mayBePlain);
    }
    return gzip > 0 && gzip >= plain ? new Wanted(Encoding.GZIP, mayBePlain) : ANYTHING;
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
