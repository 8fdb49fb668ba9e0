package org.acervo.web;

import org.acervo.kernel.Failed;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/** What writes give out so that their writer sees them everywhere: a time of the record. */
final class Tokens {
  private Tokens() {}

  /**
   * The time that an answer must not be older than.
   *
   * @throws Failed with {@code Invalid} when the token is not one that a write gave out
   */
  static SnapshotTime least(@Nullable String token) {
    if (token == null) {
      return SnapshotTime.ZERO;
    }
    try {
      return SnapshotTime.parse(token.strip());
    } catch (IllegalArgumentException e) {
      throw Failed.invalid(
          "Acervo-Token", "must be the 16 hexadecimal digits that a write answered");
    }
  }
}
