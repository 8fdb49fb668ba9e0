package org.acervo.media;

/** How well the machine lets us separate workers from the server. */
public enum Isolation {
  /** Own process, limits, no network, and only the program's own files visible, read-only. */
  SANDBOX("sandbox"),
  /** Own process, with resource limits where the machine has them. */
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
