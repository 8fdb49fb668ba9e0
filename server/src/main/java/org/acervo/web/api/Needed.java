package org.acervo.web.api;

import java.util.List;
import java.util.Objects;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/** Fields that a request must have. */
final class Needed {
  private Needed() {}

  static <T> T of(@Nullable T value, String field) {
    if (value == null) {
      throw Failed.invalid(field, "is missing");
    }
    return value;
  }

  /** A list without holes. */
  static <T> List<T> all(@Nullable List<T> values, String field) {
    var list = of(values, field);
    if (list.stream().anyMatch(Objects::isNull)) {
      throw Failed.invalid(field, "must not contain null");
    }
    return list;
  }
}
