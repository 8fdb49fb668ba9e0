package org.acervo.media.worker;

import org.acervo.items.Reason;
import org.acervo.media.Refusal;

/** A file is over a budget, or of a kind that is not drawn. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 2;

  private final Refusal why;
  private final transient Reason reason;

  /** With a reason made from {@code why}. */
  Unfit(Refusal why, Reason reason) {
    super(reason.toString());
    this.why = why;
    this.reason = reason;
  }

  Refusal why() {
    return why;
  }

  Reason reason() {
    return reason;
  }
}
