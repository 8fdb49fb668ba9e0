package org.acervo.media.worker;

import org.acervo.media.Refusal;

/** A file is over a budget, or of a kind that is not drawn. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1;

  private final Refusal why;

  Unfit(Refusal why, String detail) {
    super(detail);
    this.why = why;
  }

  Refusal why() {
    return why;
  }
}
