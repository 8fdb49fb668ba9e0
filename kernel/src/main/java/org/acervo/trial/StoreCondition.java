package org.acervo.trial;

/** How a store is. */
public sealed interface StoreCondition {
  /** It takes what comes. */
  record Well() implements StoreCondition {}

  /**
   * It takes small changes or none, until there is room on its disk.
   *
   * @param detail how much there is, and how much is needed
   */
  record Full(String detail) implements StoreCondition {}

  /**
   * It answers nothing any more.
   *
   * @param cause what ended it
   */
  record Dead(String cause) implements StoreCondition {}
}
