package org.acervo.access;

import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/** Documents that were inserted asleep and are to be woken by a change of rights. */
final class Asleep {
  private Asleep() {}

  /**
   * Runs {@code change}; when it is sure that it did not happen, {@code forget} takes them back.
   */
  static <T> T wake(Runnable forget, Supplier<T> change) {
    try {
      return change.get();
    } catch (Failed failed) {
      if (!(failed.failure() instanceof Failure.Unknown)) {
        forget.run();
      }
      throw failed;
    }
  }
}
