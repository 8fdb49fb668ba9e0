package org.acervo.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The room's service: takes bytes in, gives them out, and removes those that nothing refers to. */
public final class Blobs {
  private static final Logger log = LoggerFactory.getLogger(Blobs.class);

  /** One sweep takes no longer, so that the other work of the house is not kept waiting. */
  private static final Duration SWEEP = Duration.ofMinutes(10);

  private final MongoBlobs blobs;
  private final MongoFiles files;
  private final BlobsConfig config;
  private final InstantSource clock;
  private final Ids ids;
  private volatile Sweep.Progress progress = Sweep.Progress.START;

  public Blobs(Store store, BlobsConfig config, InstantSource clock, Ids ids) {
    this(
        new MongoBlobs(store.database(), clock),
        new MongoFiles(store.database(), clock, config.lease()),
        config,
        clock,
        ids);
  }

  Blobs(MongoBlobs blobs, MongoFiles files, BlobsConfig config, InstantSource clock, Ids ids) {
    this.blobs = blobs;
    this.files = files;
    this.config = config;
    this.clock = clock;
    this.ids = ids;
  }

  public static List<Migrations.Step> migrations() {
    return MongoBlobs.steps();
  }

  // On the way in

  /** Begins to take bytes in; close it whatever happens. */
  public Intake begin() {
    return new Intake(blobs, files, config, clock, ids.fresh());
  }

  /**
   * To be called once something refers to bytes that {@link Intake#finish} answered with, and
   * before anybody is told: then they are safe.
   *
   * @throws Failed with {@code Unavailable} when so much time passed that they were removed
   */
  public void keep(Blob blob) {
    if (blobs.hold(blob.sha256()).isEmpty()) {
      throw new Failed(
          new Failure.Unavailable(
              "What an upload stored longer than " + config.lease() + " ago",
              Duration.ofSeconds(5)));
    }
  }

  // On the way out

  /**
   * Bytes that something refers to.
   *
   * @throws Failed with {@code Damaged} when they are missing or known to be wrong
   */
  public Blob find(Sha256 name, long size) {
    var blob = blobs.find(name);
    if (blob.isEmpty() && blobs.markMissing(name, size)) {
      log.error("{} is missing in the storage", name);
    }
    return blob.filter(found -> found.damaged().isEmpty())
        .orElseThrow(() -> new Failed(new Failure.Damaged()));
  }

  /**
   * Reads everything, holding one piece in memory. The first piece was read when this answers; the
   * last comes only when the whole has the right hash.
   *
   * @throws Failed here and while reading, with {@code Damaged} when something is missing or wrong
   */
  public InputStream open(Blob blob) {
    return open(blob, 0, blob.size());
  }

  /** The same with a part, whose pieces are checked each by itself. */
  public InputStream open(Blob blob, ByteRange range) {
    return open(blob, range.first(), range.length());
  }

  private InputStream open(Blob blob, long from, long length) {
    return new BlobStream(new CheckedReader(blobs, files, blob, from, length, this::markDamaged));
  }

  private void markDamaged(Blob blob) {
    if (blobs.markDamaged(blob)) {
      log.error("{} is damaged in the storage ({})", blob.sha256(), blob.place());
    }
  }

  // What an administrator asks

  /** How many files lie in one way, and how many bytes they are. */
  public record Total(String mode, long files, long bytes) {}

  /** By mode, in the order of their names. */
  public List<Total> totals() {
    return blobs.totals().stream().sorted(Comparator.comparing(Total::mode)).toList();
  }

  /** Those known to be wrong or missing, the oldest first. */
  public List<Blob> damaged(int limit) {
    return blobs.damaged(limit);
  }

  public long countDamaged() {
    return blobs.countDamaged();
  }

  /** What a verification found. */
  public record Verified(Instant at, long files, long damaged, long missing) {}

  /** The last one that came to its end. */
  public Optional<Verified> lastVerified() {
    return blobs.lastVerified();
  }

  /** The same, with nobody who is told how far it came. */
  public Verified verify(Consumer<Blob> bad) {
    return verify(bad, _ -> {});
  }

  /**
   * Reads every blob back and hashes it again. What is wrong is marked and not given out from then
   * on; what was marked and is right again is given out again. Nothing is removed.
   *
   * @param bad told of each that is wrong or missing
   * @param read told after each how many were looked at; what it throws ends the reading
   */
  public Verified verify(Consumer<Blob> bad, LongConsumer read) {
    long files = 0;
    long seen = 0;
    long damaged = 0;
    long missing = 0;
    for (var page = blobs.page(""); !page.isEmpty(); page = blobs.page(last(page))) {
      for (var blob : page) {
        boolean there = !(blob.place() instanceof Blob.Place.Missing);
        if (there) {
          files++;
        }
        if (!isWhole(blob)) {
          damaged += there ? 1 : 0;
          missing += there ? 0 : 1;
          bad.accept(blob);
        }
        seen++;
        read.accept(seen);
      }
    }
    var result = new Verified(clock.instant(), files, damaged, missing);
    blobs.note(result);
    return result;
  }

  private static String last(List<Blob> page) {
    return page.getLast().sha256().hex();
  }

  /** What was removed or replaced meanwhile is none of ours. */
  private boolean isWhole(Blob blob) {
    try {
      open(blob).transferTo(OutputStream.nullOutputStream());
    } catch (Failed failed) {
      if (failed.failure() instanceof Failure.Damaged) {
        return blobs.find(blob.sha256()).filter(now -> now.place().equals(blob.place())).isEmpty();
      }
      throw failed;
    } catch (IOException e) {
      throw new UncheckedIOException("nothing is written", e);
    }
    var _ = blobs.markWhole(blob);
    return true;
  }

  /** Looks whether bytes that something refers to are there at all, and marks them if not. */
  public void look(Sha256 name, long size) {
    if (blobs.find(name).isEmpty()) {
      var _ = blobs.markMissing(name, size);
    }
  }

  // What nobody needs any more

  /**
   * Removes what nothing refers to and what was left half-way. Every step may be cut short and
   * repeated, and several nodes may do it at once.
   *
   * @param now a time that is surely over: by it the leases of what is abandoned have ended, and
   *     not by this node's clock, which may be ahead of that of a node that takes a file in
   * @param needed whether anything refers to these bytes
   * @param gone told of bytes before their last trace goes, for those who keep something derived
   *     from them; may be told twice
   * @return whether it went through everything; if not, the next one goes on where this one ended
   */
  public boolean sweep(Instant now, Predicate<Sha256> needed, Consumer<Sha256> gone) {
    var time = new Sweep.Time(now, now.minus(config.lease()), clock.instant().plus(SWEEP));
    var sweep = new Sweep(blobs, files, clock, needed, gone, time);
    progress = sweep.run(progress);
    return progress.finished();
  }
}
