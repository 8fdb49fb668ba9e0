package org.acervo.media.confine;

/** A step that the machine does not allow; the text names it. */
final class ConfinementException extends Exception {
  private static final long serialVersionUID = 1;

  ConfinementException(String message) {
    super(message);
  }
}
