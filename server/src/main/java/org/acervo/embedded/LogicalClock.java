package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.PrivateFiles;

/**
 * The logical time of the evaluation server, in MongoDB's form: seconds in the high 32 bits, a
 * counter in the low ones, compared unsigned. Every change of a document takes a time of its own.
 *
 * <p>Caches outside this process remember these times, so the clock must never go back, neither
 * when the wall clock does nor when the process is killed. It therefore reserves a minute ahead: a
 * small synced file holds a ceiling, no time above it is given out before a higher one is on disk,
 * and a start begins at the ceiling. An orderly close writes the exact time, so nothing is skipped.
 */
final class LogicalClock implements AutoCloseable {
  private static final long RESERVED = 60L << 32;

  /** A client may carry the clock forward, but not out of reach: one year, as on real servers. */
  private static final long MAX_DRIFT = (365L * 24 * 3600) << 32;

  private final InstantSource wall;
  private final Optional<Path> file;
  private long last;
  private long ceiling;

  private LogicalClock(InstantSource wall, Optional<Path> file, long start) {
    this.wall = wall;
    this.file = file;
    this.last = max(start, wallTime(wall));
    this.ceiling = file.isPresent() ? last : -1L;
  }

  static LogicalClock inMemory(InstantSource wall) {
    return new LogicalClock(wall, Optional.empty(), 0);
  }

  static LogicalClock persistent(InstantSource wall, Path file) throws IOException {
    long start =
        Files.exists(file)
            ? Long.parseUnsignedLong(Files.readString(file, StandardCharsets.US_ASCII).strip(), 16)
            : 0;
    return new LogicalClock(wall, Optional.of(file), start);
  }

  synchronized long now() {
    return last;
  }

  /** A new time, greater than every one before. */
  synchronized long tick() {
    return moveTo(max(last + 1, wallTime(wall) + 1));
  }

  /**
   * Makes sure that every later time is greater than {@code time}; false if {@code time} is
   * absurdly far ahead.
   */
  synchronized boolean advanceTo(long time) {
    if (Long.compareUnsigned(time, last) <= 0) {
      return true;
    }
    if (Long.compareUnsigned(time, wallTime(wall) + MAX_DRIFT) > 0) {
      return false;
    }
    moveTo(time);
    return true;
  }

  static BsonTimestamp timestamp(long time) {
    return new BsonTimestamp(time);
  }

  @Override
  public synchronized void close() {
    if (file.isPresent()) {
      write(file.get(), last);
      ceiling = last;
    }
  }

  private long moveTo(long time) {
    if (file.isPresent() && Long.compareUnsigned(time, ceiling) > 0) {
      long next = time + RESERVED;
      write(file.get(), next);
      ceiling = next;
    }
    last = time;
    return time;
  }

  private static void write(Path file, long time) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (FileChannel out =
          FileChannel.open(
              next,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING),
              PrivateFiles.file(next))) {
        out.write(ByteBuffer.wrap("%016x%n".formatted(time).getBytes(StandardCharsets.US_ASCII)));
        out.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the logical time in " + file, e);
    }
  }

  private static long wallTime(InstantSource wall) {
    return wall.instant().getEpochSecond() << 32;
  }

  private static long max(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
