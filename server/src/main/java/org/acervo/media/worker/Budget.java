package org.acervo.media.worker;

/** What one file may cost. Checked against its headers, before anything is decoded. */
final class Budget {
  static final long PIXELS = 100_000_000;
  static final int SIDE = 65_500;
  static final int FRAMES = 200;
  static final long METADATA_BYTES = 16L << 20;
  static final long PROFILE_BYTES = 4L << 20;

  /** Pixels of a decoded image kept in memory at once; larger ones are read with gaps. */
  static final long DECODED_BYTES = 100L << 20;

  /** Pixels drawn for one PDF page. */
  static final long PAGE_PIXELS = 40_000_000;

  static final int PAGE_TEXT_CHARS = 1 << 20;

  /** Text of all pages of one answer together, in characters. */
  static final int ANSWER_TEXT_CHARS = 8 << 20;

  /** An encoded preview that is larger is made again with fewer pixels. */
  static final int PREVIEW_BYTES = 8 << 20;

  private Budget() {}
}
