package org.acervo.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.jspecify.annotations.Nullable;

/** What the fields of an edit mean (RFC 7396): absent leaves, null takes away, a value replaces. */
final class Change {
  private Change() {}

  /** For rooms that write "take it away" as an empty text. */
  static Optional<String> text(@Nullable JsonNode sent, String field) {
    if (sent == null) {
      return Optional.empty();
    }
    if (!sent.isNull() && !sent.isTextual()) {
      throw Failed.invalid(field, "must be a text or null");
    }
    return Optional.of(sent.isNull() ? "" : sent.textValue());
  }
}
