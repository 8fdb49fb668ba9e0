package org.acervo.cache;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for what must not exist: after some of the writes it compares what both levels would answer
 * with the record itself, at once, soon and later. It finds defects; it corrects nothing.
 *
 * <p>It can ask the record about a view only in the way of somebody who asked before, so it
 * remembers a few of the latest questions.
 */
final class Prober implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Prober.class);
  private static final List<Long> AFTER = List.of(1L, 5L, 60L);
  private static final int REMEMBERED = 64;
  private static final int EVERY = 8;
  private static final int MOST = 4;

  private final Memory memory;
  private final Generations generations;
  private final Link link;
  private final SnapshotClock record;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("cache-prober").factory());

  /** The latest questions with the way to ask them again; guarded by itself. */
  private final Map<ViewKey, Supplier<Draft>> questions = new LinkedHashMap<>();

  final LongAdder sampled = new LongAdder();
  final LongAdder compared = new LongAdder();
  final LongAdder stale = new LongAdder();
  private final LongAdder writes = new LongAdder();

  Prober(Memory memory, Generations generations, Link link, SnapshotClock record) {
    this.memory = memory;
    this.generations = generations;
    this.link = link;
    this.record = record;
  }

  void asked(ViewKey key, Supplier<Draft> make) {
    synchronized (questions) {
      questions.remove(key);
      questions.put(key, make);
      if (questions.size() > REMEMBERED) {
        questions.remove(questions.keySet().iterator().next());
      }
    }
  }

  void written(Collection<CollectionId> roots) {
    writes.increment();
    if (writes.sum() % EVERY != 0) {
      return;
    }
    var chosen = new ArrayList<ViewKey>();
    synchronized (questions) {
      questions.keySet().stream()
          .filter(key -> roots.contains(key.root()))
          .limit(MOST)
          .forEach(chosen::add);
    }
    if (!chosen.isEmpty()) {
      sampled.increment();
      AFTER.forEach(seconds ->
          chosen.forEach(key -> {
            var _ = timer.schedule(() -> probe(key), seconds, TimeUnit.SECONDS);
          }));
    }
  }

  private void probe(ViewKey key) {
    Supplier<Draft> make;
    synchronized (questions) {
      make = questions.get(key);
    }
    if (make == null) {
      return;
    }
    try {
      var fresh = record.read(make);
      String tag = Body.of(fresh.value()).tag();
      compare(this::local, "memory", key, tag, fresh.time());
      compare(this::inRedis, "redis", key, tag, fresh.time());
    } catch (RuntimeException e) { // the record or redis is away: nothing can be said
      log.debug("a probe found nobody: {}", e.toString());
    }
  }

  /** What this node would answer from its own memory. */
  private Optional<Entry> local(ViewKey key) {
    var entry = memory.get(key, System.nanoTime());
    var generation = generations.of(key.root());
    return entry != null && link.trusted() && generation != null && entry.since(generation)
        ? Optional.of(entry)
        : Optional.empty();
  }

  /** What any node would answer from Redis. */
  private Optional<Entry> inRedis(ViewKey key) {
    return link.shared()
        .flatMap(shared -> {
          var entry = shared.kept(memory.epoch(), key).flatMap(kept -> Frame.read(kept.frame()));
          var generation = shared.generation(key.root());
          return entry.filter(found -> generation.isPresent() && found.since(generation.get()));
        });
  }

  /**
   * An entry that was read later may say something else. One that was read before may do so while a
   * write has not answered yet, or when nobody answers for it; but not for long.
   */
  private void compare(
      Function<ViewKey, Optional<Entry>> level,
      String name,
      ViewKey key,
      String tag,
      SnapshotTime fresh) {
    var found = level.apply(key);
    found.ifPresent(_ -> compared.increment());
    found
        .filter(entry -> entry.read().compareTo(fresh) <= 0 && !entry.body().tag().equals(tag))
        .ifPresent(entry -> {
          var _ =
              timer.schedule(
                  () -> confirm(level, name, key, entry, fresh),
                  Link.DARK.toMillis(),
                  TimeUnit.MILLISECONDS);
        });
  }

  private void confirm(
      Function<ViewKey, Optional<Entry>> level,
      String name,
      ViewKey key,
      Entry entry,
      SnapshotTime fresh) {
    Optional<Entry> still;
    try {
      still = level.apply(key);
    } catch (Shared.Away e) {
      log.debug("a probe found nobody: {}", e.toString());
      return;
    }
    if (still.filter(kept -> kept.read().equals(entry.read())).isPresent()) {
      stale.increment();
      log.error(
          "the cache in {} is stale: {} {} read at {}, the record says something else at {}",
          name,
          key.view().key(),
          key.root(),
          entry.read(),
          fresh);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
