package org.acervo.cache;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.SnapshotTime;
import org.acervo.kernel.Written;
import org.acervo.store.SnapshotClock;

/** Makes what is kept old when something is written, see {@link Views#write}. */
final class Writes {
  private final CacheConfig config;
  private final SnapshotClock record;
  private final Link link;
  private final Generations generations;
  private final Prober prober;
  private final Gates gates;

  Writes(
      CacheConfig config,
      SnapshotClock record,
      Link link,
      Generations generations,
      Prober prober,
      Gates gates) {
    this.config = config;
    this.record = record;
    this.link = link;
    this.generations = generations;
    this.prober = prober;
    this.gates = gates;
  }

  /**
   * Runs a write, and touches what it concerns before it returns.
   *
   * @param commit the one write that makes it so; a refusal says that nothing has happened
   * @param rest what belongs to it and comes too late to refuse it
   * @throws Failed with {@code Unknown} when it has happened and its rest failed, or nobody can say
   *     where: that it did not happen is the one thing that must not be answered
   */
  <T, R> R write(
      Supplier<? extends Collection<CollectionId>> where,
      Supplier<T> commit,
      Function<? super T, ? extends R> rest) {
    T committed;
    try {
      committed = commit.get();
    } catch (RuntimeException e) {
      if (mayHaveHappened(e)) {
        touchIfPossible(where, e);
      }
      throw e;
    }
    Written.note();
    R written;
    try {
      written = rest.apply(committed);
    } catch (RuntimeException e) { // whatever it is, it came too late to say that nothing happened
      touchIfPossible(where, e);
      throw happened(e);
    }
    Collection<CollectionId> roots;
    try {
      roots = where.get();
    } catch (RuntimeException e) { // whatever it is, it is no reason to leave old answers about
      anywhere();
      throw new Failed(new Failure.Unknown("the last request"), e);
    }
    touch(roots, record::heard);
    return written;
  }

  /** The same for a write of one step. */
  <T> T write(Supplier<? extends Collection<CollectionId>> where, Supplier<T> write) {
    return write(where, write, written -> written);
  }

  private static Failed happened(RuntimeException e) {
    return e instanceof Failed failed && failed.failure() instanceof Failure.Unknown
        ? failed
        : new Failed(new Failure.Unknown("the last request"), e);
  }

  /** Only a refusal that a room chose says that nothing was written. */
  private static boolean mayHaveHappened(RuntimeException thrown) {
    return switch (thrown) {
      case Failed failed ->
          failed.failure() instanceof Failure.Unknown
              || failed.failure() instanceof Failure.Unavailable;
      default -> true;
    };
  }

  private void touchIfPossible(
      Supplier<? extends Collection<CollectionId>> where, RuntimeException why) {
    try {
      touch(where.get(), record::now); // no answer told when it was
    } catch (RuntimeException e) { // the record is away: others hear of it by the relay
      generations.dropAll();
      why.addSuppressed(e);
    }
  }

  private void anywhere() {
    generations.dropAll();
    if (config.on() || link.configured()) {
      link.writtenAnywhere(record.heard());
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
