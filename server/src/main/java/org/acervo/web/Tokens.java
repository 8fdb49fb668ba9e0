package org.acervo.web;

import org.acervo.kernel.Failed;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;
import org.jspecify.annotations.Nullable;

/**
 * What writes give out so that their writer sees them everywhere: a time of the record.
 *
 * <p>A token later than the record's own time is none that a write gave out. It asks for nothing:
 * no answer could be that new, and whoever makes one up must not get past what is kept with it.
 */
public final class Tokens {
  private final SnapshotClock record;

  Tokens(SnapshotClock record) {
    this.record = record;
  }

  /** For a write that is done. */
  String given() {
    return record.heard().toString();
  }

  /**
   * The time that an answer must not be older than.
   *
   * @throws Failed with {@code Invalid} when it is not a token at all
   */
  SnapshotTime least(@Nullable String token) {
    var time = read(token);
    boolean past = time.compareTo(record.heard()) <= 0 || time.compareTo(record.now()) <= 0;
    return past ? time : SnapshotTime.ZERO;
  }

  /** The same without asking whether it can be. */
  static SnapshotTime read(@Nullable String token) {
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
