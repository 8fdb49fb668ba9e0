package org.acervo.web;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.acervo.kernel.Texts;
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
  private static final int LONGEST = 200;

  /** Browsers say the same few words each time; long ones are made up. */
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
      if (known.size() < MOST && accepted.length() <= LONGEST) {
        known.put(accepted, wanted);
      }
    }
    return wanted;
  }

  private static Wanted choose(String accepted) {
    var weights = Weights.read(accepted);
    double gzip = weights.of("gzip").or(() -> weights.of("*")).orElse(0.0);
    double zstd = weights.of("zstd").orElse(0.0);
    var identity = weights.of("identity");
    double plain = identity.orElse(0.0);
    boolean mayBePlain = identity.or(() -> weights.of("*")).orElse(1.0) > 0;
    if (zstd > 0 && zstd >= gzip && zstd >= plain) {
      return new Wanted(Encoding.ZSTD, mayBePlain);
    }
    return gzip > 0 && gzip >= plain ? new Wanted(Encoding.GZIP, mayBePlain) : ANYTHING;
  }

  /** The weight that a header gives each coding it names. */
  private record Weights(Map<String, Double> byCoding) {
    static Weights read(String accepted) {
      var weights = new HashMap<String, Double>();
      for (var part : Texts.parts(accepted, ',')) {
        var words = Texts.parts(part, ';', 2);
        String coding = words.getFirst().strip().toLowerCase(Locale.ROOT);
        weights.putIfAbsent(coding, words.size() < 2 ? 1.0 : weight(words.get(1).strip()));
      }
      return new Weights(weights);
    }

    Optional<Double> of(String coding) {
      return Optional.ofNullable(byCoding.get(coding));
    }

    /**
     * One of 0 to 1 with up to three decimals (RFC 9110, section 12.4.2). What has another form is
     * liked least.
     */
    private static double weight(String text) {
      boolean named = text.length() >= 3 && text.regionMatches(true, 0, "q=", 0, 2);
      String number = named ? text.substring(2) : "";
      boolean formed =
          number.length() <= 5
              && (number.equals("1")
                  || number.equals("0")
                  || (number.startsWith("0.") && Texts.isDigits(number.substring(2)))
                  || (number.startsWith("1.") && number.chars().skip(2).allMatch(c -> c == '0')));
      return formed ? Double.parseDouble(number) : 0;
    }
  }
}
