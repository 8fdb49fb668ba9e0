package org.acervo.media;

/** How well the machine lets us separate workers from the server. */
public enum Isolation {
  /**
   * Own process with limits and without capabilities; no network, no other process, and of all
   * files only the program's own, read-only.
   */
  SANDBOX("sandbox"),
  /** Own process, with what else the machine has; files of the server's user may be in reach. */
  PROCESS("process");

  private final String label;

  Isolation(String label) {
    this.label = label;
  }

  /** The word shown in the health report. */
  public String label() {
    return label;
  }
}
