package org.acervo;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.acervo.kernel.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from the environment and remembers each with its default and meaning, so that the
 * table in docs/operations.md can be compared with the code.
 */
final class Settings {
  private static final String PREFIX = "ACERVO_";

  /** Addresses of servers for tests of adapters, which a developer's shell may hold. */
  private static final String OF_TESTS = "ACERVO_TEST_";

  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  /** One line of the table. */
  record Setting(String key, String byDefault, String meaning) {}

  private final Map<String, String> environment;
  private final List<Setting> known = new ArrayList<>();

  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  List<Setting> known() {
    return List.copyOf(known);
  }

  Optional<String> text(String key, String meaning) {
    return value(key, "", meaning);
  }

  String text(String key, String byDefault, String meaning) {
    return value(key, byDefault, meaning).orElse(byDefault);
  }

  Optional<URI> url(String key, String meaning) {
    return value(key, "", meaning)
        .map(text -> {
          try {
            boolean slash = text.endsWith("/");
            return new URI(slash ? text.substring(0, text.length() - 1) : text);
          } catch (URISyntaxException e) {
            throw wrong(key, text, "an address, such as https://library.example", e);
          }
        });
  }

  int number(String key, int byDefault, String meaning) {
    String text = value(key, Integer.toString(byDefault), meaning).orElse("" + byDefault);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong(key, text, "a whole number, such as " + byDefault, e);
    }
  }

  /** A number that is something else than a fixed one by default. */
  Optional<Integer> number(String key, String meaning) {
    var text = value(key, "", meaning);
    try {
      return text.map(Integer::parseInt);
    } catch (NumberFormatException e) {
      throw wrong(key, text.orElse(""), "a whole number", e);
    }
  }

  boolean flag(String key, boolean byDefault, String meaning) {
    String text = value(key, Boolean.toString(byDefault), meaning).orElse("" + byDefault);
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, text, "true or false", null);
    };
  }

  DataSize size(String key, DataSize byDefault, String meaning) {
    String text = value(key, byDefault.toString(), meaning).orElse(byDefault.toString());
    try {
      return DataSize.parse(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw wrong(key, text, "a size, such as " + byDefault, e);
    }
  }

  Duration duration(String key, Duration byDefault, String meaning) {
    String text = value(key, write(byDefault), meaning).orElse(write(byDefault));
    try {
      return parse(text);
    } catch (DateTimeParseException | ArithmeticException e) {
      throw wrong(key, text, "a duration, such as " + write(byDefault), e);
    }
  }

  /**
   * A name that nobody reads is a typing error, and what it was meant to set is at its default.
   *
   * @param elsewhere names that the launcher, logging and tests read
   * @throws IllegalArgumentException naming each, and the nearest that exists
   */
  void refuseUnknown(Set<String> elsewhere) {
    var names = known.stream().map(Setting::key).collect(Collectors.toCollection(TreeSet::new));
    names.addAll(elsewhere);
    var wrong =
        environment.keySet().stream()
            .filter(name -> name.startsWith(PREFIX) && !name.startsWith(OF_TESTS))
            .filter(name -> !names.contains(name))
            .sorted()
            .map(name ->
                "There is no setting %s; did you mean %s?".formatted(name, nearest(name, names)))
            .toList();
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(" ", wrong) + " All are listed in docs/operations.md.");
    }
  }

  private static String nearest(String name, Set<String> names) {
    return names.stream().min(Comparator.comparingInt(one -> distance(name, one))).orElseThrow();
  }

  /** Letters to change, add or drop (Levenshtein), in one row of the table. */
  private static int distance(String one, String other) {
    int[] row = IntStream.rangeClosed(0, other.length()).toArray();
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }

  private Optional<String> value(String key, String byDefault, String meaning) {
    known.add(new Setting(key, byDefault, meaning));
    return Optional.ofNullable(environment.get(key))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static IllegalArgumentException wrong(
      String key, String text, String expected, @Nullable Exception cause) {
    return new IllegalArgumentException(key + " is '" + text + "' but must be " + expected, cause);
  }

  static Duration parse(String text) {
    var match = DURATION.matcher(text);
    if (!match.matches()) {
      throw new DateTimeParseException("not a duration", text, 0);
    }
    long n = Long.parseLong(match.group(1));
    return switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3600 == 0 && seconds > 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
