package org.acervo.web;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, read with a clear word about what is wrong. */
public final class Parameters {
  private final Function<String, @Nullable String> values;

  public Parameters(Function<String, @Nullable String> values) {
    this.values = values;
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
