package org.acervo.media;

import org.acervo.items.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a worker says, in this order: {@link Hello} once; then for each request either one {@link
 * Whole}, or {@link Opened} and any number of {@link Drawn}; then {@link End}. Pages are sent as
 * they are made, so those made before a crash are not lost.
 */
public sealed interface Answer {

  /** The worker is ready and speaks this version of the protocol. */
  record Hello(int version) implements Answer {}

  /** A complete result: a picture, a refusal or a failure. */
  record Whole(Inspection inspection) implements Answer {}

  /** A PDF was opened. */
  record Opened(int pageCount, Facts facts, @Nullable Reason missing) implements Answer {}

  /** The next page. ThumbHash and colour come with page 1 only. */
  @SuppressWarnings("ArrayRecordComponent") // a message, never compared
  record Drawn(PdfPage page, byte[] thumbHash, @Nullable String color) implements Answer {}

  /**
   * The request is done.
   *
   * @param residentBytes memory of the worker process, 0 when unknown
   * @param worn true when the worker asks not to be used again
   */
  record End(long residentBytes, boolean worn) implements Answer {}
}
