package org.acervo.collections;

import org.acervo.kernel.ItemId;

/** What an edit says about the item that stands for a collection. */
public sealed interface Cover {

  /** It stays as it is. */
  record Keep() implements Cover {}

  /** Acervo chooses one. */
  record Automatic() implements Cover {}

  /** This one. */
  record Chosen(ItemId item) implements Cover {}
}
