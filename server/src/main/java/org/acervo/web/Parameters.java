package org.acervo.web;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Rfc3339;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, read with a clear word about what is wrong. */
public final class Parameters {
  private final Set<String> names;
  private final Function<String, @Nullable String> values;

  /**
   * Those of a query.
   *
   * @param names of all that are given
   * @param values by name, the first of each
   */
  public Parameters(Set<String> names, Function<String, @Nullable String> values) {
    this.names = Set.copyOf(names);
    this.values = values;
  }

  /**
   * Refuses what a list does not know: whoever misspells a filter must not be given everything.
   *
   * @param known beside {@code cursor} and {@code limit}
   * @throws Failed with {@code Invalid}, naming each of them
   */
  public Parameters only(String... known) {
    var all = new TreeSet<>(Set.of(known));
    all.add("cursor");
    all.add("limit");
    var faults =
        names.stream()
            .filter(name -> !all.contains(name))
            .sorted()
            .map(name ->
                new Failure.Fault(
                    name, "is no filter of this list; it has " + String.join(", ", all)))
            .toList();
    if (!faults.isEmpty()) {
      throw new Failed(new Failure.Invalid(faults));
    }
    return this;
  }

  /**
   * Where to go on.
   *
   * @throws Failed with {@code Invalid} for an empty one, which no list gives out
   */
  public Optional<String> cursor() {
    String cursor = values.apply("cursor");
    if (cursor != null && cursor.isEmpty()) {
      throw Failed.invalid("cursor", "is not one that this listing gave out");
    }
    return Optional.ofNullable(cursor);
  }

  public Optional<String> text(String name) {
    return Optional.ofNullable(values.apply(name)).filter(value -> !value.isEmpty());
  }

  /** A switch: present without a value, or {@code true}, means yes. */
  public boolean flag(String name) {
    String value = values.apply(name);
    return switch (value == null ? "false" : value.toLowerCase(Locale.ROOT)) {
      case "", "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw Failed.invalid(name, "must be true or false");
    };
  }

  /** A whole number within bounds. */
  public int number(String name, int otherwise, int least, int most) {
    int value;
    try {
      value = text(name).map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw Failed.invalid(name, "must be a whole number");
    }
    if (value < least || value > most) {
      throw Failed.invalid(name, "must lie between " + least + " and " + most);
    }
    return value;
  }

  /** A moment as RFC 3339 writes it, with its offset. */
  public Optional<Instant> moment(String name) {
    return text(name)
        .map(text ->
            Rfc3339.read(text)
                .flatMap(Rfc3339.Time::moment)
                .orElseThrow(() ->
                    Failed.invalid(
                        name, "must be a date-time of RFC 3339, such as 2026-12-01T12:00:00Z"))
                .toInstant());
  }

  /** How many entries a page of a list is to have. */
  public int limit() {
    return number("limit", 100, 1, 500);
  }

  /** One of a few words; {@code read} knows them and {@code words} lists them for the message. */
  public <T> Optional<T> word(String name, Function<String, Optional<T>> read, String words) {
    return text(name)
        .map(text ->
            read.apply(text).orElseThrow(() -> Failed.invalid(name, "must be one of " + words)));
  }
}
