package org.acervo.cache;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
 * remembers a few of the latest questions, and not for long: each holds on to the rights of its
 * time. However much is written, it asks little, for its reads are reads of the record like those
 * that the cache is there to spare: it looks at one view in ten seconds, and at none while many
 * comparisons are still to come.
 */
final class Prober implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Prober.class);
  private static final List<Long> AFTER = List.of(1L, 5L, 60L);
  private static final int REMEMBERED = 64;

  /** So many comparisons may be to come. */
  static final int QUEUE = 64;

  static final Duration BETWEEN = Duration.ofSeconds(10);
  static final Duration FORGET = Duration.ofMinutes(1);

  private final Memory memory;
  private final Generations generations;
  private final Link link;
  private final SnapshotClock record;
  private final LongSupplier nanos;
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("cache-prober").factory());

  /** The latest questions, oldest first; guarded by itself. */
  private final Map<ViewKey, Asked> questions = new LinkedHashMap<>();

  /** A question with the way to ask it again, and when it was asked. */
  private record Asked(Supplier<Draft> make, long at) {}

  final LongAdder sampled = new LongAdder();
  final LongAdder compared = new LongAdder();
  final LongAdder stale = new LongAdder();
  private final AtomicLong next;

  /**
   * Builds it.
   *
   * @param nanos as {@link System#nanoTime}
   */
  Prober(
      Memory memory, Generations generations, Link link, SnapshotClock record, LongSupplier nanos) {
    this.memory = memory;
    this.generations = generations;
    this.link = link;
    this.record = record;
    this.nanos = nanos;
    this.next = new AtomicLong(nanos.getAsLong());
  }

  void asked(ViewKey key, Supplier<Draft> make) {
    long now = nanos.getAsLong();
    synchronized (questions) {
      questions.remove(key);
      questions.put(key, new Asked(make, now));
      if (questions.size() > REMEMBERED) {
        questions.remove(questions.keySet().iterator().next());
      }
      forget(now);
    }
  }

  private void forget(long now) {
    questions.values().removeIf(asked -> now - asked.at() > FORGET.toNanos());
  }

  void written(Collection<CollectionId> roots) {
    long now = nanos.getAsLong();
    long due = next.get();
    if (now - due < 0 || queued() > QUEUE || !next.compareAndSet(due, now + BETWEEN.toNanos())) {
      return;
    }
    chosen(roots, now)
        .ifPresent(probe -> {
          sampled.increment();
          AFTER.forEach(seconds -> later(probe, Duration.ofSeconds(seconds)));
        });
  }

  /** One of the views of what was written, another one each time. */
  private Optional<Probe> chosen(Collection<CollectionId> roots, long now) {
    synchronized (questions) {
      forget(now);
      var about =
          questions.entrySet().stream()
              .filter(asked -> roots.contains(asked.getKey().root()))
              .map(asked -> new Probe(asked.getKey(), asked.getValue().make()))
              .toList();
      return about.isEmpty()
          ? Optional.empty()
          : Optional.of(about.get((int) (sampled.sum() % about.size())));
    }
  }

  /** Never fails: the write that it comes after has happened. */
  private void later(Runnable what, Duration wait) {
    try {
      var _ = timer.schedule(what, wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("nothing is compared any more: this node ends");
    }
  }

  int queued() {
    return timer.getQueue().size();
  }

  /** One question that is asked of the record and of both levels. */
  private final class Probe implements Runnable {
    private final ViewKey key;
    private final Supplier<Draft> make;

    Probe(ViewKey key, Supplier<Draft> make) {
      this.key = key;
      this.make = make;
    }

    @Override
    public void run() {
      try {
        var fresh = record.read(make);
        String tag = Body.of(fresh.value()).tag();
        compare(Prober.this::local, "memory", key, tag, fresh.time());
        compare(Prober.this::inRedis, "redis", key, tag, fresh.time());
      } catch (RuntimeException e) { // the record or redis is away: nothing can be said
        log.debug("a probe found nobody: {}", e.toString());
      }
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
          var entry = shared.kept(memory.epoch(), key).flatMap(Shared.Kept::entry);
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
        .ifPresent(entry -> later(() -> confirm(level, name, key, entry, fresh), Link.DARK));
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
