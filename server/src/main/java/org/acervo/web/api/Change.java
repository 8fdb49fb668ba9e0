package org.acervo.web.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the fields of an edit mean (RFC 7396): absent leaves, null takes away, a value replaces. */
final class Change {
  private Change() {}

  /** For rooms that write "take it away" as an empty text. */
  static Optional<String> text(@Nullable Optional<String> sent) {
    return sent == null ? Optional.empty() : Optional.of(sent.orElse(""));
  }
}
