package org.acervo.items;

import java.util.Locale;
import java.util.Optional;
import org.acervo.kernel.Kind;

/**
 * Which items of a collection, and in which order.
 *
 * @param recursive with everything below
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on: {@code next} of the page before
 */
public record Query(
    boolean recursive,
    Optional<Kind> kind,
    Sort sort,
    boolean descending,
    int limit,
    Optional<String> cursor) {

  /** The query as it stands in an address: the same words for the same query, and no others. */
  public String words() {
    return "recursive="
        + recursive
        + kind.map(only -> "&kind=" + only.key()).orElse("")
        + "&sort="
        + sort.name().toLowerCase(Locale.ROOT)
        + "&dir="
        + (descending ? "desc" : "asc")
        + "&limit="
        + limit
        + cursor.map(text -> "&cursor=" + text).orElse("");
  }

  /** What a listing is ordered by; the id breaks ties. */
  public enum Sort {
    TAKEN("taken"),
    ADDED("added"),
    NAME("nk");

    final String field;

    Sort(String field) {
      this.field = field;
    }

    public static Optional<Sort> of(String word) {
      return switch (word) {
        case "taken" -> Optional.of(TAKEN);
        case "added" -> Optional.of(ADDED);
        case "name" -> Optional.of(NAME);
        default -> Optional.empty();
      };
    }

    /** Newest first, names from A. */
    public boolean descendingByDefault() {
      return this != NAME;
    }
  }
}
