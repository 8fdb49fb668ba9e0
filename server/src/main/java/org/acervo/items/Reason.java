package org.acervo.items;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why something has no preview, or not the whole of one: a stable code and the values a sentence
 * about it needs. The sentence itself is the interface's, in the person's language.
 *
 * @param params each a {@code String} or a {@code Long}
 */
public record Reason(String code, Map<String, Object> params) {
  public Reason {
    params = Collections.unmodifiableMap(new TreeMap<>(params)); // the same bytes on every node
    params
        .values()
        .forEach(value -> {
          if (!(value instanceof String || value instanceof Long)) {
            throw new IllegalArgumentException("neither text nor whole number: " + value);
          }
        });
  }

  public static Reason of(String code) {
    return new Reason(code, Map.of());
  }

  public Reason with(String name, long value) {
    return plus(name, value);
  }

  public Reason with(String name, String value) {
    return plus(name, value);
  }

  private Reason plus(String name, Object value) {
    var more = new HashMap<>(params);
    more.put(name, value);
    return new Reason(code, more);
  }
}
