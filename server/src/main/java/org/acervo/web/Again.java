package org.acervo.web;

/** What a write gets that comes again with the {@code Idempotency-Key} of one that was done. */
public enum Again {
  /** The answer of the first. */
  ANSWERED,
  /** That it is done, and no more: the answer held a secret, which is kept nowhere. */
  TOLD,
  /**
   * The same as the first got, as if it had brought no key: it changes nothing, or it is about
   * signing in and out.
   */
  ANEW
}
