package org.acervo.store.changefeed;

/**
 * A consumer has missed changes, and nobody can say which. It must bring what it keeps up to date
 * by other means: make it anew, or give it up. Whatever it reads from the database while it is told
 * so contains all that it missed; what is written afterwards follows as changes.
 */
public enum HistoryLost {
  /** The server no longer has the changes after the consumer's position. */
  TOO_OLD("the server no longer has the changes"),
  /** The database was dropped or renamed, and the stream ended with it. */
  ENDED("the database was dropped or renamed"),
  /** The consumer failed again and again on one change, and goes on behind it. */
  SKIPPED("a change could not be handled");

  private final String words;

  HistoryLost(String words) {
    this.words = words;
  }

  /** For the log: why. */
  @Override
  public String toString() {
    return words;
  }
}
