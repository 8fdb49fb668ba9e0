package org.acervo.blobs;

/** What may happen at one call to the store. */
enum Fault {
  /** The call does not arrive. */
  FAILS,
  /** It is done, and the answer is lost. */
  ANSWER_LOST,
  /** The answer is lost, and the call is done when the caller has long given up. */
  DONE_LATE,
  /** The process dies before the call, which is after the one before it. */
  DIES,
  /** The process stands still for longer than every lease, and others sweep meanwhile. */
  SLEEPS,
  /** Somebody else does the very same in between. */
  TWIN,
  /** Somebody else does the very same, removes it again, and others sweep, all in between. */
  TWIN_AND_PURGE
}
