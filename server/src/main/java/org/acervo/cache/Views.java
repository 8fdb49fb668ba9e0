package org.acervo.cache;

import java.util.Collection;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;

/**
 * Answers recurring queries.
 *
 * <p>The promise to the caller: an answer is never older than the last write that had been answered
 * when the question was asked. The promise from the caller: after a write and before answering it,
 * {@link #touch} names every collection at or above the place that was written.
 */
public interface Views {

  /** The answer to {@code key}; {@code make} asks the record. */
  <T> T view(ViewKey key, Supplier<T> make);

  /** Something in these collections has changed. */
  void touch(Collection<CollectionId> collections);

  /** Views that ask the record each time: never stale, never fast. */
  static Views direct() {
    return new Direct();
  }

  /** Keeps nothing, so nothing can grow old. */
  final class Direct implements Views {
    private Direct() {}

    @Override
    public <T> T view(ViewKey key, Supplier<T> make) {
      return make.get();
    }

    @Override
    public void touch(Collection<CollectionId> collections) {
      // nothing is kept
    }
  }
}
