package org.acervo.web;

import java.util.Optional;
import java.util.function.Function;

/**
 * What the {@code Idempotency-Key} of a file is good for. A file is not held to be compared with
 * the one that came before, so whoever has read it says what came.
 */
@FunctionalInterface
public interface Once {
  /** Of a request that brought no key. */
  Once WITHOUT_KEY = (_, write) -> write.apply(Optional.empty());

  /**
   * Does a write that may be done again, because it is known by its name.
   *
   * @param content all that the request said, in words that two requests share only if they say the
   *     same
   * @param write is given a name for this write, which no other one of anybody has
   * @throws org.acervo.kernel.Failed with {@code KeyReused} when the key came with something else
   */
  Answer answer(String content, Function<Optional<String>, Answer> write);
}
