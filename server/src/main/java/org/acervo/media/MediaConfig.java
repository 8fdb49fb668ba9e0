package org.acervo.media;

import java.nio.file.Path;
import java.time.Duration;
import org.acervo.kernel.DataSize;

/**
 * How previews are made.
 *
 * @param workers processes at once
 * @param memory heap of one worker; the process needs up to 300 MB more
 * @param deadline processor time for one file or one batch of pages, then the worker is killed
 * @param patience by the clock on the wall, after which a worker that used less is killed too, and
 *     the file tried again later
 * @param idle a worker without work ends after this time
 * @param recycle a worker is replaced after this many files
 * @param largest an original with more bytes is not opened
 * @param sandbox how well workers must be separated from the server
 * @param folder where workers get their private folders
 */
public record MediaConfig(
    int workers,
    DataSize memory,
    Duration deadline,
    Duration patience,
    Duration idle,
    int recycle,
    DataSize largest,
    Sandbox sandbox,
    Path folder) {
  private static final long LEAST_MEMORY = 64L << 20;

  public MediaConfig {
    require(workers >= 1 && workers <= 256, "ACERVO_MEDIA_WORKERS", workers, "from 1 to 256");
    require(memory.bytes() >= LEAST_MEMORY, "ACERVO_MEDIA_MEMORY", memory, "at least 64 MB");
    require(deadline.isPositive(), "ACERVO_MEDIA_DEADLINE", deadline, "longer than nothing");
    require(patience.isPositive(), "ACERVO_MEDIA_PATIENCE", patience, "longer than nothing");
    require(idle.isPositive(), "ACERVO_MEDIA_IDLE", idle, "longer than nothing");
    require(recycle >= 1, "ACERVO_MEDIA_RECYCLE", recycle, "at least 1");
    require(largest.bytes() >= 1, "ACERVO_MEDIA_LARGEST", largest, "at least one byte");
  }

  /** One worker for each core, 512 MB each, ten seconds of it for a file. */
  public static MediaConfig defaults(Path folder) {
    return new MediaConfig(
        Runtime.getRuntime().availableProcessors(),
        new DataSize(512L << 20),
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        500,
        new DataSize(2L << 30),
        Sandbox.BEST,
        folder);
  }

  private static void require(boolean holds, String key, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException("%s is %s; it must be %s".formatted(key, value, allowed));
    }
  }
}
