package org.acervo.cache;

/**
 * An answer that was just written down.
 *
 * @param mark what its entity tags begin with, for answers with a revision; or empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record Draft(String mark, byte[] bytes) {
  public static Draft of(byte[] bytes) {
    return new Draft("", bytes);
  }
}
