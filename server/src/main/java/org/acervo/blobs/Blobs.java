package org.acervo.blobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.acervo.kernel.ByteRange;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Sha256;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/** The room's service: takes bytes in, gives them out, and removes those that nothing refers to. */
public final class Blobs {
  private final MongoBlobs store;
  private final BlobsConfig config;
  private final InstantSource clock;
  private final Ids ids;

  public Blobs(Store store, BlobsConfig config, InstantSource clock, Ids ids) {
    this.store = new MongoBlobs(store.database(), config, clock);
    this.config = config;
    this.clock = clock;
    this.ids = ids;
  }

  public static List<Migrations.Step> migrations() {
    return List.of(MongoBlobs.indexes());
  }

  /** Begins to take bytes in; close it whatever happens. */
  public Intake begin() {
    return new Intake(store, config, ids.fresh());
  }

  /**
   * One of them.
   *
   * @throws Failed with {@code NotFound} when there are no such bytes
   */
  public Blob find(Sha256 name) {
    return store.find(name).orElseThrow(Failed::notFound);
  }

  /** Reads everything, holding one piece in memory. */
  public InputStream open(Blob blob) {
    return new BlobStream(store, blob);
  }

  /** Copies everything, holding one chunk in memory. */
  public void copy(Blob blob, OutputStream out) throws IOException {
    store.read(blob, 0, blob.size(), out::write);
  }

  /** Copies a part, holding one chunk in memory. */
  public void copy(Blob blob, ByteRange range, OutputStream out) throws IOException {
    store.read(blob, range.first(), range.length(), out::write);
  }

  /** Whether there are such bytes. */
  public boolean has(Sha256 name) {
    return store.find(name).isPresent();
  }

  /**
   * Reads every blob back and hashes it again.
   *
   * @param bad told of each whose bytes are missing or not those that came; nothing is changed or
   *     removed
   * @return how many there are
   */
  public long verify(Consumer<Blob> bad) {
    long n = 0;
    for (var page = store.page(""); !page.isEmpty(); page = store.page(last(page))) {
      for (var blob : page) {
        n++;
        if (isWhole(blob)) {
          store.checked(blob.sha256());
        } else {
          bad.accept(blob);
        }
      }
    }
    return n;
  }

  private static String last(List<Blob> page) {
    return page.getLast().sha256().hex();
  }

  private boolean isWhole(Blob blob) {
    var digest = Sha256.digest();
    try {
      store.read(blob, 0, blob.size(), digest::update);
    } catch (Failed missing) {
      return false;
    }
    return Sha256.from(digest).equals(blob.sha256());
  }

  /**
   * Removes what nothing refers to and what was left half-way. Every step may be cut short and
   * repeated.
   *
   * @param needed whether anything refers to these bytes
   * @return the bytes that are gone, for those who keep something derived from them
   */
  public List<Sha256> sweep(Predicate<Sha256> needed) {
    var now = clock.instant();
    store.stagedBefore(now).forEach(store::discard);
    store.leftovers(now).forEach(name -> store.doom(name, now));
    String after = "";
    for (var idle = store.idle(now, after); !idle.isEmpty(); idle = store.idle(now, after)) {
      idle.stream().filter(needed.negate()).forEach(name -> store.doom(name, now));
      after = idle.getLast().hex();
    }
    return store.leftovers(now).stream().filter(name -> removed(name, needed)).toList();
  }

  /** Asks again after the mark was set: from then on no upload can have taken hold of it. */
  private boolean removed(Sha256 name, Predicate<Sha256> needed) {
    if (needed.test(name)) {
      store.reprieve(name);
      return false;
    }
    return store.remove(name);
  }
}
