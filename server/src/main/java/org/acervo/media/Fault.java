package org.acervo.media;

/**
 * Why an engine or its process gave no answer, and after how many tries that is taken to be the
 * file's own doing. What says nothing about the file never is.
 */
public enum Fault {
  /** The engine does not understand the file, and will not tomorrow. */
  DAMAGED("damaged", 1),
  /** Decoding does not fit the memory of a fresh worker. */
  TOO_MUCH_MEMORY("tooMuchMemory", 1),
  /** The processor time was used up; each try gets more of it. */
  TOO_SLOW("tooSlow", 3),
  /** The worker broke off by itself. */
  CRASHED("workerCrashed", 3),
  /** The worker was ended from outside, as a system without memory does. */
  KILLED("workerKilled", Integer.MAX_VALUE),
  /** Much time passed in which the worker was given little of the processor. */
  STALLED("stalled", Integer.MAX_VALUE),
  /** There was no worker to ask. */
  NOT_STARTED("workerNotStarted", Integer.MAX_VALUE),
  /** The disk had no room to work in. */
  NO_DISK("diskFull", Integer.MAX_VALUE),
  /** The bytes of the original could not be read from where they are kept. */
  NO_ORIGINAL("originalUnavailable", Integer.MAX_VALUE);

  private final String code;
  private final int tries;

  Fault(String code, int tries) {
    this.code = code;
    this.tries = tries;
  }

  /** The word for it in the contract. */
  public String code() {
    return code;
  }

  /** Whether the file is given up when this happens at its {@code attempt}-th try, from 1. */
  public boolean isFinal(int attempt) {
    return attempt >= tries;
  }
}
