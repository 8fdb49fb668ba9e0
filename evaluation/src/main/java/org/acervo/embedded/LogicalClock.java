package org.acervo.embedded;

import static java.lang.Long.parseUnsignedLong;
import static java.nio.charset.StandardCharsets.US_ASCII;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  /** Two times in sectors of their own are written in turn, so that one is always whole. */
  private static final int SLOT = 512;

  private static final int DIGITS = 16;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{16}");

  /** A client may carry the clock forward, but not out of reach: one year, as on real servers. */
  private static final long MAX_DRIFT = (365L * 24 * 3600) << 32;

  private final InstantSource wall;
  private final Optional<Path> file;
  private long last;
  private long ceiling;
  private int slot;

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
    long start = Files.exists(file) && Files.size(file) > 0 ? read(file) : 0;
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
      write(file.get(), last); // the other slot holds the ceiling, which was never reached
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

  /** In place, because a full disk has no room for another file; half of one slot survives. */
  private void write(Path path, long time) {
    slot = SLOT - slot;
    try (FileChannel out =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFiles.file(path))) {
      out.write(ByteBuffer.wrap("%016x%n".formatted(time).getBytes(US_ASCII)), slot);
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the logical time in " + path, e);
    }
  }

  /** The later of the two times that were written last; one of them may be damaged. */
  private static long read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    long latest = 0;
    for (int at : new int[] {0, SLOT}) {
      if (bytes.length >= at + DIGITS) {
        String digits = new String(bytes, at, DIGITS, US_ASCII);
        latest =
            HEX.matcher(digits).matches() ? max(latest, parseUnsignedLong(digits, 16)) : latest;
      }
    }
    if (latest == 0) {
      throw new IOException(
          "there is no time in " + file + "; it must not be younger than the data");
    }
    return latest;
  }

  private static long wallTime(InstantSource wall) {
    return wall.instant().getEpochSecond() << 32;
  }

  private static long max(long a, long b) {
    return Long.compareUnsigned(a, b) >= 0 ? a : b;
  }
}
