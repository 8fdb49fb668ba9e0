package org.acervo.blobs;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import org.acervo.blobs.MongoBlobDocument.Stored;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * Makes bytes known by their name, so that at every step anybody may die, lose an answer, sleep for
 * longer than every lease, or do the same at once.
 *
 * <p>Two documents decide, each by changes that name the state they start from. The <em>note</em>
 * about a file of chunks:
 *
 * <pre>
 *   open --claim--> claimed     a blob's document names the file; that alone decides from now on
 *     \----drop---> dropped     its chunks are being removed
 * </pre>
 *
 * Both ends are for good. The <em>blob</em>:
 *
 * <pre>
 *   staged --read back--> ready --unneeded, untouched for a lease--> doomed --> gone
 *     \------------------abandoned for a lease------------------------/
 *   staged or doomed --replaced by another upload's copy--> staged
 * </pre>
 *
 * An upload (1) writes its note, then its chunks, (2) names the file in a staged blob, (3) claims
 * the note, (4) reads everything back, (5) makes the blob ready. Chunks are removed only by those
 * who dropped the note, which makes step 3 fail, or doomed the blob, which makes step 5 fail. So
 * what is ready has its bytes, whoever was slow. A file is named once and never again: a claimed
 * file that no blob names, and chunks with neither note nor blob, are garbage for ever, and whoever
 * finds them may take all the time in the world to remove them.
 *
 * <p>Nobody waits for anybody. An upload that finds its bytes staged finishes the work of the other
 * one, dead or alive; one that finds them doomed puts its own copy in their place; one that finds
 * them ready reads them back before it trusts them, and writes its own bytes over them where they
 * are damaged. What the right bytes are follows from the name, so writing them twice does no harm.
 *
 * <p>A ready blob may be doomed again before its item exists, if that takes longer than a lease:
 * {@link Blobs#keep} asks again once the item is there, and from then on the sweep sees the item.
 */
final class Publishing {
  private static final int TRIES = 20;
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final MongoBlobs blobs;
  private final MongoFiles files;
  private final InstantSource clock;
  private final Duration lease;
  private final Copy copy;
  private boolean named;
  private boolean repaired;

  Publishing(MongoBlobs blobs, MongoFiles files, InstantSource clock, Duration lease, Copy copy) {
    this.blobs = blobs;
    this.files = files;
    this.clock = clock;
    this.lease = lease;
    this.copy = copy;
  }

  /**
   * Answers with a blob whose bytes were just read back.
   *
   * @throws Failed with {@code Unavailable} when the storage gives back other bytes than it was
   *     given, {@code Busy} when others got in the way again and again
   */
  Blob publish() {
    insert();
    for (int i = 0; i < TRIES; i++) {
      var there = blobs.get(copy.sha256());
      if (there.isEmpty()) {
        insert();
      } else if (settled(there.get())) {
        return blobs.find(copy.sha256()).orElseThrow(Publishing::busy);
      }
    }
    throw busy();
  }

  private boolean settled(Stored there) {
    switch (there.state()) {
      case READY -> {
        return trusted(there);
      }
      case STAGED -> {
        return finished(there);
      }
      case DOOMED -> replace(there);
    }
    return false;
  }

  /** Reads back what is there, repairs it once if need be, and holds it for one more lease. */
  private boolean trusted(Stored seen) {
    var held = blobs.hold(seen.blob().sha256());
    if (held.isEmpty()) {
      return false;
    }
    var there = held.get();
    boolean lost = there.blob().place() instanceof Blob.Place.Missing;
    if (lost || there.blob().size() != copy.size()) { // also a wrong size: no rewriting mends that
      replace(there);
      return false;
    }
    if (isWhole(there)) {
      return blobs.markWhole(there.blob());
    }
    if (repaired) {
      throw gaveBackOthers();
    }
    repaired = true;
    repair(there);
    return false;
  }

  /** Takes the steps that are left, whoever began. */
  private boolean finished(Stored staged) {
    var place = staged.blob().place();
    boolean claimed =
        !(place instanceof Blob.Place.Chunks(String file, int _)) || files.claim(file);
    if (claimed && isWhole(staged)) {
      boolean ready = blobs.makeReady(staged);
      if (ready && place instanceof Blob.Place.Chunks(String file, int _)) {
        files.forget(file);
      }
      return ready;
    }
    var now = blobs.get(staged.blob().sha256());
    if (now.isPresent() && now.get().equals(staged)) {
      if (place.equals(copy.place())) {
        throw gaveBackOthers();
      }
      replace(staged);
    }
    return false;
  }

  private void insert() {
    nameOnce();
    named = blobs.insert(copy);
  }

  private void replace(Stored old) {
    nameOnce();
    named = blobs.replace(old, copy);
  }

  private void nameOnce() {
    if (named) {
      throw busy();
    }
  }

  private boolean isWhole(Stored stored) {
    var renewal = renewal(stored);
    var reader = new CheckedReader(blobs, files, stored.blob(), 0, stored.blob().size(), _ -> {});
    try {
      while (reader.next() != null) {
        renewal.tick();
      }
      return true;
    } catch (Failed failed) {
      if (failed.failure() instanceof Failure.Damaged) {
        return false;
      }
      throw failed;
    }
  }

  /** Writes the right bytes over the wrong ones, in their place. */
  private void repair(Stored there) {
    var blob = there.blob();
    switch (blob.place()) {
      case Blob.Place.Inline _ -> {
        byte[] bytes = own(0, Math.toIntExact(blob.size()));
        var _ = blobs.rewrite(blob, copy.id(), bytes);
      }
      case Blob.Place.Chunks(String file, int size) -> {
        var renewal = renewal(there);
        for (long from = 0; from < blob.size(); from += size) {
          int n = Math.toIntExact(from / size);
          byte[] right = own(from, Math.toIntExact(Math.min(size, blob.size() - from)));
          if (!files
              .get(file, n, right.length)
              .filter(is -> Arrays.equals(is, right))
              .isPresent()) {
            files.rewrite(file, n, right);
          }
          renewal.tick();
        }
      }
      case Blob.Place.Missing() -> {}
    }
  }

  private Lease renewal(Stored stored) {
    return new Lease(
        clock,
        lease,
        () -> {
          blobs.renew(stored);
          if (copy.bytes() == null) {
            var _ = files.renew(copy.id());
          }
        });
  }

  /** A part of what this upload brought. */
  private byte[] own(long from, int length) {
    if (copy.bytes() != null) {
      int start = Math.toIntExact(from);
      return Arrays.copyOfRange(copy.bytes(), start, start + length);
    }
    var part = new byte[length];
    for (int filled = 0; filled < length; ) {
      long position = from + filled;
      int n = Math.toIntExact(position / copy.chunk());
      long start = (long) n * copy.chunk();
      int stored = Math.toIntExact(Math.min(copy.chunk(), copy.size() - start));
      byte[] chunk = files.get(copy.id(), n, stored).orElseThrow(Publishing::gaveBackOthers);
      int offset = Math.toIntExact(position - start);
      int piece = Math.min(stored - offset, length - filled);
      System.arraycopy(chunk, offset, part, filled, piece);
      filled += piece;
    }
    return part;
  }

  private static Failed gaveBackOthers() {
    return new Failed(
        new Failure.Unavailable(
            "The storage, which gave back other bytes than it was given,", RETRY));
  }

  private static Failed busy() {
    return new Failed(
        new Failure.Busy("The same bytes are being stored and removed at this moment.", RETRY));
  }
}
