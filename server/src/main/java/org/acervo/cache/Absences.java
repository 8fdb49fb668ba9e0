package org.acervo.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;

/**
 * What is not there, so that whoever guesses names asks memory and not the record.
 *
 * <p>The same claim as that of {@link Views}, by the same means: that something is missing was read
 * at some time, and is true until anything is written anywhere. But it is kept in this process and
 * nowhere else, and only so much of it: strangers choose the names, so they must fill neither Redis
 * nor the memory that answers live in.
 */
final class Absences {
  private static final int MOST = 10_000;

  private final SnapshotClock record;
  private final InstantSource clock;
  private final Link link;
  private final Generations generations;
  private final Memory memory;
  private final Cache<String, Missing> missing =
      Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

  /** When the record did not have it, and the epoch of the cache at that time. */
  private record Missing(SnapshotTime read, String epoch) {}

  Absences(
      SnapshotClock record,
      InstantSource clock,
      Link link,
      Generations generations,
      Memory memory) {
    this.record = record;
    this.clock = clock;
    this.link = link;
    this.generations = generations;
    this.memory = memory;
  }

  /** See {@link Views#find}. */
  <T> Optional<T> find(String name, Supplier<Optional<T>> look) {
    if (knows(name)) {
      return Optional.empty();
    }
    var found = look.get();
    return found.isPresent() || !trusted() ? found : again(name, look);
  }

  private boolean knows(String name) {
    var known = missing.getIfPresent(name);
    var written = generations.of(CollectionId.ROOT);
    return known != null
        && written != null
        && known.read().compareTo(written) >= 0
        && known.epoch().equals(memory.epoch())
        && trusted();
  }

  private boolean trusted() {
    return link.trusted(System.nanoTime(), clock.millis());
  }

  /** At a time that can be compared; somebody may be adding it just now. */
  private <T> Optional<T> again(String name, Supplier<Optional<T>> look) {
    String epoch = memory.epoch();
    learnTheLastWrite();
    var read = record.read(look);
    if (read.value().isEmpty()) {
      missing.put(name, new Missing(read.time(), epoch));
    }
    return read.value();
  }

  /** Redis is asked, but nothing is left there. */
  private void learnTheLastWrite() {
    if (generations.of(CollectionId.ROOT) != null) {
      return;
    }
    long stamp = generations.stamp(CollectionId.ROOT);
    try {
      var written =
          link.solitary()
              ? Optional.of(record.now())
              : link.shared().flatMap(shared -> shared.generation(CollectionId.ROOT));
      written.ifPresent(time -> generations.learn(CollectionId.ROOT, time, stamp));
    } catch (Shared.Away e) { // then nothing is known, and nothing follows from that
      link.slow();
    }
  }
}
