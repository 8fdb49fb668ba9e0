package org.acervo.access;

import java.util.function.Supplier;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/** Documents that count for nothing until a change of rights wakes or names them. */
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
