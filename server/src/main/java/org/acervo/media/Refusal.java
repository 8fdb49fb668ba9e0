package org.acervo.media;

/** Why a file is kept but not drawn: our decision, the same on every try. */
public enum Refusal {
  /** A type we recognise and have no engine for. */
  NOT_DRAWN,
  /** Not the type it was announced as, or no file we know. */
  WRONG_TYPE,
  /** No bytes at all. */
  EMPTY,
  /** The file has more bytes than the setting allows to be opened. */
  TOO_LARGE,
  /** Width x height is over the budget. */
  TOO_MANY_PIXELS,
  /** One side is over the budget. */
  SIDE_TOO_LONG,
  /** More frames or images in one file than the budget. */
  TOO_MANY_FRAMES,
  /** The colour profile is over the budget. */
  PROFILE_TOO_LARGE,
  /** Decoding would not fit the worker's memory. */
  NEEDS_TOO_MUCH_MEMORY,
  /** The PDF opens only with a password. */
  LOCKED,
  /** The PDF has no pages, or not the one asked for. */
  NO_SUCH_PAGE
}
