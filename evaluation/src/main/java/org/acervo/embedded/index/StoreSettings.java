package org.acervo.embedded.index;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.acervo.kernel.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * Where and how the evaluation server keeps its data.
 *
 * @param file the store's only file, created when absent; null keeps everything in memory
 * @param fileSystem a prefix known to H2's file systems, for tests; empty for the real one
 * @param disk where the room for the file comes from
 * @param cache how many bytes of pages stay in memory
 * @param unsaved how many bytes of changes may wait in memory before writers wait for a commit
 * @param syncEveryCommit whether a commit is forced to the disk (fsync) before it is answered;
 *     without it a power failure can cost what was acknowledged in the last {@code syncInterval}
 * @param syncInterval how often changes are committed and forced to the disk when nobody asks
 */
public record StoreSettings(
    @Nullable Path file,
    String fileSystem,
    Disk disk,
    DataSize cache,
    DataSize unsaved,
    boolean syncEveryCommit,
    Duration syncInterval) {

  private static final DataSize DEFAULT_CACHE = new DataSize(64L << 20);
  private static final DataSize DEFAULT_UNSAVED = new DataSize(48L << 20);
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

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
    return new StoreSettings(
        null, "", Endless.DISK, DEFAULT_CACHE, DEFAULT_UNSAVED, false, DEFAULT_INTERVAL);
  }

  /** What was acknowledged survives a killed process and a power failure. */
  public static StoreSettings at(Path file) {
    Path folder = requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
    return new StoreSettings(
        file, "", new FolderDisk(folder), DEFAULT_CACHE, DEFAULT_UNSAVED, true, DEFAULT_INTERVAL);
  }

  public StoreSettings withSyncEveryCommit(boolean sync) {
    return new StoreSettings(file, fileSystem, disk, cache, unsaved, sync, syncInterval);
  }

  public StoreSettings withCache(DataSize size) {
    return new StoreSettings(file, fileSystem, disk, size, unsaved, syncEveryCommit, syncInterval);
  }

  /** On a file system made for a test, and the disk that belongs to it. */
  public StoreSettings on(String otherFileSystem, Disk otherDisk) {
    return new StoreSettings(
        file, otherFileSystem, otherDisk, cache, unsaved, syncEveryCommit, syncInterval);
  }

  /** Memory never fills up here; the Java machine says so itself. */
  private enum Endless implements Disk {
    DISK;

    @Override
    public long usable() {
      return Long.MAX_VALUE / 4;
    }

    @Override
    public long reserved() {
      return 0;
    }

    @Override
    public void reserve(long bytes) {}
  }
}
