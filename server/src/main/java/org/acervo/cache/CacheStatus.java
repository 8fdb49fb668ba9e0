package org.acervo.cache;

import java.time.Instant;
import java.util.List;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one node, for those who look after it.
 *
 * @param trusted whether entries are answered from without asking the record
 * @param trouble what prevents that, in words; empty when nothing does
 */
public record CacheStatus(
    String node,
    boolean on,
    boolean bypass,
    long entries,
    long bytes,
    DataSize limit,
    Redis redis,
    boolean trusted,
    String trouble,
    List<OfView> views,
    List<Miss> slowest,
    Probes prober) {

  /** What is known of the shared level. */
  public enum Redis {
    OFF,
    UP,
    DOWN
  }

  /** Why answers were not stored in Redis, as often as that happened. */
  public record Refused(long old, long vanished, long away) {
    public long all() {
      return old + vanished + away;
    }
  }

  /**
   * Counts since the node started; entries and bytes are those in its memory now.
   *
   * @param shared were given what somebody else on the node was just making
   * @param oldest age of the oldest entry in its memory, in seconds
   */
  public record OfView(
      View view,
      long memory,
      long redis,
      long misses,
      long shared,
      long stored,
      Refused refused,
      long unreadable,
      long bypassed,
      long entries,
      long bytes,
      double oldest) {

    /** Which part of the questions was answered without the record; null before the first. */
    public @Nullable Double hitRate() {
      long asked = memory + redis + misses + shared;
      return asked == 0 ? null : (double) (memory + redis) / asked;
    }
  }

  /** A question that took long to answer out of the record. */
  public record Miss(View view, CollectionId root, String query, double millis, Instant at) {}

  /** What the prober has seen. */
  public record Probes(long sampled, long compared, long stale) {}

  /**
   * One entry.
   *
   * @param key its name in Redis
   * @param generation the last write at or below the root, if anybody knows
   * @param etag of the entry, if there is one
   */
  public record Explained(
      String key,
      @Nullable Copy memory,
      @Nullable Copy redis,
      @Nullable SnapshotTime generation,
      @Nullable String etag) {}

  /**
   * An entry at one level.
   *
   * @param read the time of the record that it shows
   * @param valid whether it would be answered from now
   * @param seconds in memory how old it is, in Redis how long it will be kept at most
   */
  public record Copy(SnapshotTime read, long bytes, boolean valid, double seconds) {}
}
