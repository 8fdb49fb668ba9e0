package org.acervo.media;

import org.acervo.items.Reason;

/** Why a file is kept but not drawn: our decision, the same on every try. */
public enum Refusal {
  /** A type we recognise and have no engine for. */
  NOT_DRAWN("notDrawn"),
  /** Not the type it was announced as, or no file we know. */
  WRONG_TYPE("wrongType"),
  /** No bytes at all. */
  EMPTY("empty"),
  /** The file has more bytes than the setting allows to be opened. */
  TOO_LARGE("tooLarge"),
  /** Width x height is over the budget. */
  TOO_MANY_PIXELS("tooManyPixels"),
  /** One side is over the budget. */
  SIDE_TOO_LONG("sideTooLong"),
  /** More frames or images in one file than the budget. */
  TOO_MANY_FRAMES("tooManyFrames"),
  /** The colour profile is over the budget. */
  PROFILE_TOO_LARGE("profileTooLarge"),
  /** Decoding would not fit the worker's memory. */
  NEEDS_TOO_MUCH_MEMORY("tooMuchMemory"),
  /** The PDF opens only with a password. */
  LOCKED("locked"),
  /** The PDF has no pages, or not the one asked for. */
  NO_SUCH_PAGE("noSuchPage");

  private final String code;

  Refusal(String code) {
    this.code = code;
  }

  /** The word for it in the contract. */
  public String code() {
    return code;
  }

  /** As a reason without values. */
  public Reason reason() {
    return Reason.of(code);
  }
}
