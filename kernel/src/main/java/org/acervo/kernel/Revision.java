package org.acervo.kernel;

/** What an edit is based on ({@code If-Match}, RFC 9110, section 13.1.1). */
public sealed interface Revision {

  /** Whatever is there now. */
  record Any() implements Revision {}

  /** This revision and no other. */
  record Exactly(long number) implements Revision {}

  /**
   * Refuses an edit that is based on another revision.
   *
   * @throws Failed with {@code Stale} when {@code current} is another one
   */
  default void check(long current) {
    if (this instanceof Exactly(long number) && number != current) {
      throw new Failed(new Failure.Stale(current));
    }
  }
}
