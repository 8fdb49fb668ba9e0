package org.acervo.cache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;
import org.acervo.store.StoreFailures;

/** Makes what is kept old when something is written, see {@link Views#write}. */
final class Writes {
  private final CacheConfig config;
  private final SnapshotClock record;
  private final Link link;
  private final Prober prober;
  private final Gates gates;

  Writes(CacheConfig config, SnapshotClock record, Link link, Prober prober, Gates gates) {
    this.config = config;
    this.record = record;
    this.link = link;
    this.prober = prober;
    this.gates = gates;
  }

  /** Runs a write, and touches what it concerns before it returns. */
  <T> T write(Supplier<? extends Collection<CollectionId>> where, Supplier<T> write) {
    T written;
    try {
      written = write.get();
    } catch (RuntimeException e) {
      if (StoreFailures.of(e).isPresent()) {
        touchIfPossible(where, e);
      }
      throw e;
    }
    touch(where.get(), record::heard);
    return written;
  }

  private void touchIfPossible(
      Supplier<? extends Collection<CollectionId>> where, RuntimeException why) {
    try {
      touch(where.get(), record::now); // no answer told when it was
    } catch (RuntimeException e) { // then the relay will see to it, if it has happened at all
      why.addSuppressed(e);
    }
  }

  /**
   * Makes it old.
   *
   * @param when asks for a time that is not before the write
   */
  private void touch(Collection<CollectionId> where, Supplier<SnapshotTime> when) {
    var roots = new LinkedHashSet<CollectionId>(where);
    roots.add(CollectionId.ROOT);
    if (!config.on() && !link.configured()) {
      return;
    }
    gates.at(Gates.Point.AFTER_COMMIT);
    var time = when.get();
    gates.at(Gates.Point.BEFORE_BUMP);
    link.written(roots, time);
    gates.at(Gates.Point.AFTER_BUMP);
    prober.written(roots);
  }
}
