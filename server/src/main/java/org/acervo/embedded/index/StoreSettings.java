package org.acervo.embedded.index;

import java.nio.file.Path;
import java.time.Duration;
import org.acervo.kernel.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the evaluation server keeps its data.
 *
 * @param file the store's only file, created when absent; null keeps everything in memory
 * @param cache how many bytes of pages stay in memory
 * @param unsaved how many bytes of changes may wait in memory before writers wait for a commit
 * @param syncEveryCommit whether a commit is also forced to the disk (fsync); without it a power
 *     failure can cost what was acknowledged in the last {@code syncInterval}
 * @param syncInterval how often changes are committed and forced to the disk when nobody asks
 */
public record StoreSettings(
    @Nullable Path file,
    DataSize cache,
    DataSize unsaved,
    boolean syncEveryCommit,
    Duration syncInterval) {

  private static final DataSize DEFAULT_CACHE = new DataSize(64L << 20);
  private static final DataSize DEFAULT_UNSAVED = new DataSize(48L << 20);

  public StoreSettings {
    if (cache.bytes() < 1 << 20) {
      throw new IllegalArgumentException("cache: " + cache.bytes() + " bytes, at least 1 MiB");
    }
    if (unsaved.bytes() < 1 << 20) {
      throw new IllegalArgumentException("unsaved: " + unsaved.bytes() + " bytes, at least 1 MiB");
    }
    if (!syncInterval.isPositive()) {
      throw new IllegalArgumentException("syncInterval: " + syncInterval + ", must be positive");
    }
  }

  public static StoreSettings inMemory() {
    return new StoreSettings(null, DEFAULT_CACHE, DEFAULT_UNSAVED, false, Duration.ofSeconds(1));
  }

  /** Fast commits: what a killed process acknowledged survives, a power failure costs a second. */
  public static StoreSettings at(Path file) {
    return new StoreSettings(file, DEFAULT_CACHE, DEFAULT_UNSAVED, false, Duration.ofSeconds(1));
  }

  public StoreSettings withSyncEveryCommit(boolean sync) {
    return new StoreSettings(file, cache, unsaved, sync, syncInterval);
  }

  public StoreSettings withCache(DataSize size) {
    return new StoreSettings(file, size, unsaved, syncEveryCommit, syncInterval);
  }
}
