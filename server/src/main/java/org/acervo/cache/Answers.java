package org.acervo.cache;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.acervo.store.SnapshotClock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The three ways to an answer, see {@link Views}. */
final class Answers {
  private static final Logger log = LoggerFactory.getLogger(Answers.class);
  private static final int ROUNDS = 3;

  /** How long a node waits for another one's making, in steps that double. */
  private static final long[] POLLS = {10, 20, 40, 80, 150};

  private final SnapshotClock record;
  private final InstantSource clock;
  private final Link link;
  private final Generations generations;
  private final Memory memory;
  private final Prober prober;
  private final Gates gates;
  private final Flights flights = new Flights();
  private final Rounds<ViewKey, Optional<Looked>> looks = new Rounds<>();
  private final Rounds<CollectionId, SnapshotTime> moments = new Rounds<>();
  private final Map<View, Counters> counters = new EnumMap<>(View.class);

  Answers(
      SnapshotClock record,
      InstantSource clock,
      Link link,
      Generations generations,
      Memory memory,
      Prober prober,
      Gates gates) {
    this.record = record;
    this.clock = clock;
    this.link = link;
    this.generations = generations;
    this.memory = memory;
    this.prober = prober;
    this.gates = gates;
    for (var view : View.values()) {
      counters.put(view, new Counters());
    }
  }

  /** The one that is in memory and true now, if there is one. */
  Optional<Served> inMemory(ViewKey key, SnapshotTime least, long wall) {
    long now = System.nanoTime(); // one look at the clock for the entry's life and the lease
    var entry = memory.get(key, now);
    if (entry == null || !link.trusted(now, wall)) {
      return Optional.empty();
    }
    var generation = generations.of(key.root());
    if (generation == null || !entry.since(generation) || !entry.since(least)) {
      return Optional.empty();
    }
    counters(key).memory.increment();
    return Optional.of(new Served(entry.body(), Served.Source.MEMORY));
  }

  /** Out of the record, whatever is kept. */
  Served past(ViewKey key, Supplier<Draft> make) {
    counters(key).bypassed.increment();
    return new Served(Body.of(record.read(make).value()), Served.Source.BYPASS);
  }

  /** The shortest way that leads to one. */
  Served answer(ViewKey key, SnapshotTime least, Supplier<Draft> make) {
    var hit = inMemory(key, least, clock.millis());
    if (hit.isPresent()) {
      return hit.get();
    }
    if (link.solitary()) {
      return alone(key, least, make);
    }
    try {
      for (int round = 0; round < ROUNDS; round++) {
        if (link.shared().isEmpty()) {
          break;
        }
        var served = shared(key, least, make);
        if (served.isPresent()) {
          return served.get();
        }
      }
    } catch (Shared.Away e) {
      log.debug("redis was too slow for a look: {}", e.getMessage());
      link.slow();
    }
    return checked(key, least, make);
  }

  /** With trust; empty when it has to be tried again. */
  private Optional<Served> shared(ViewKey key, SnapshotTime least, Supplier<Draft> make) {
    gates.at(Gates.Point.BEFORE_LOOK);
    var looked = looks.ask(key, () -> look(key));
    gates.at(Gates.Point.AFTER_LOOK);
    if (looked.isEmpty()) {
      return Optional.empty();
    }
    var shared = looked.get().shared();
    String epoch = looked.get().epoch();
    long stamp = looked.get().stamp();
    return switch (looked.get().look()) {
      case Shared.Look.Unknown _ -> Optional.empty();
      case Shared.Look.Hit(var generation, var entry) -> {
        if (entry.isEmpty()) {
          counters(key).unreadable.increment();
          shared.remove(epoch, key);
          yield Optional.empty();
        }
        if (!entry.get().since(least)) {
          yield Optional.of(made(shared, key, new Wanted(epoch, generation, least, stamp), make));
        }
        generations.learn(key.root(), generation, stamp);
        memory.put(key, entry.get(), epoch);
        counters(key).redis.increment();
        if (entry.get().old(clock.millis())) {
          refresh(shared, key, new Wanted(epoch, generation, least, stamp), make);
        }
        yield Optional.of(new Served(entry.get().body(), Served.Source.REDIS));
      }
      case Shared.Look.Lead(var generation, var damaged) -> {
        if (damaged) {
          counters(key).unreadable.increment();
        }
        yield Optional.of(made(shared, key, new Wanted(epoch, generation, least, stamp), make));
      }
      case Shared.Look.Follow(var generation) ->
          Optional.of(followed(shared, key, new Wanted(epoch, generation, least, stamp), make));
    };
  }

  /** A look, with the connection and the epoch that it was made in, and the stamp before it. */
  private record Looked(Shared shared, String epoch, long stamp, Shared.Look look) {}

  /**
   * One look for all who wait for it. Connection and epoch are those of this moment, not of when
   * somebody came. Where nobody knows a generation, whatever was written there was written by now.
   */
  private Optional<Looked> look(ViewKey key) {
    var shared = link.shared();
    if (shared.isEmpty()) {
      return Optional.empty();
    }
    String epoch = memory.epoch();
    long stamp = generations.stamp(key.root());
    var look = shared.get().look(epoch, key);
    if (look instanceof Shared.Look.Unknown(var sign)) {
      shared.get().settle(key.root(), sign, record.now());
      stamp = generations.stamp(key.root()); // what is settled is pushed to us too
      look = shared.get().look(epoch, key);
    }
    return Optional.of(new Looked(shared.get(), epoch, stamp, look));
  }

  /**
   * What somebody who asks knows.
   *
   * @param generation when the root was last written, as they were told
   * @param least what they say themselves
   * @param stamp taken before they were told
   */
  private record Wanted(String epoch, SnapshotTime generation, SnapshotTime least, long stamp) {
    SnapshotTime read() {
      return generation.compareTo(least) < 0 ? least : generation;
    }

    Flights.Leg leg(ViewKey key) {
      return new Flights.Leg(key, epoch);
    }
  }

  /** Somebody on another node makes it. */
  private Served followed(Shared shared, ViewKey key, Wanted wanted, Supplier<Draft> make) {
    return fly(
        key,
        wanted,
        make,
        () -> {
          var found = awaited(shared, key, wanted);
          return found.isPresent()
              ? new Flights.Made(found.get(), Served.Source.REDIS)
              : make(shared, key, wanted, make);
        });
  }

  /**
   * What somebody on another node makes, if that does not take too long. Whoever is told to make it
   * meanwhile has the lock, so nobody else would.
   */
  private Optional<Entry> awaited(Shared shared, ViewKey key, Wanted wanted) {
    try {
      for (long pause : POLLS) {
        gates.pause(pause);
        switch (shared.look(wanted.epoch(), key)) {
          case Shared.Look.Hit(var _, var found) -> {
            var entry = found.filter(one -> one.since(wanted.read()));
            if (entry.isPresent()) {
              generations.learn(key.root(), wanted.generation(), wanted.stamp());
              memory.put(key, entry.get(), wanted.epoch());
              return entry;
            }
          }
          case Shared.Look.Lead _ -> {
            return Optional.empty();
          }
          case Shared.Look.Follow _, Shared.Look.Unknown _ -> {}
        }
      }
    } catch (Shared.Away e) { // not thrown: those aboard may need nothing of Redis
      log.debug("redis was too slow for a look: {}", e.getMessage());
      link.slow();
    }
    return Optional.empty();
  }

  private Served made(Shared shared, ViewKey key, Wanted wanted, Supplier<Draft> make) {
    return fly(key, wanted, make, () -> make(shared, key, wanted, make));
  }

  private Served fly(
      ViewKey key, Wanted wanted, Supplier<Draft> question, Supplier<Flights.Made> make) {
    long begun = System.nanoTime();
    var landed = flights.fly(wanted.leg(key), wanted.read(), make);
    var made = landed.made();
    switch (made.source()) {
      case MEMORY -> counters(key).memory.increment();
      case REDIS -> counters(key).redis.increment();
      case STORED, RECORD, BYPASS -> {
        if (landed.aboard()) {
          counters(key).shared.increment();
        } else {
          counters(key).missed(key, System.nanoTime() - begun, clock.millis());
          prober.asked(key, question);
        }
      }
    }
    return new Served(made.entry().body(), made.source());
  }

  /**
   * Makes it, unless another flight has landed since the look: whoever was told to make it may have
   * been slow to set out. Then it is there, and lies in Redis once the lock is given back.
   */
  private Flights.Made make(Shared shared, ViewKey key, Wanted wanted, Supplier<Draft> make) {
    var landed = memory.get(key, wanted.epoch(), System.nanoTime());
    if (landed == null || !landed.since(wanted.read())) {
      return anew(shared, key, wanted, make);
    }
    store(shared, key, landed, wanted);
    return new Flights.Made(landed, Served.Source.MEMORY);
  }

  private Flights.Made anew(Shared shared, ViewKey key, Wanted wanted, Supplier<Draft> make) {
    boolean filled = false;
    try {
      var entry = read(wanted.read(), make);
      gates.at(Gates.Point.BEFORE_FILL);
      filled = entry.since(wanted.generation());
      boolean stored = filled && store(shared, key, entry, wanted);
      return new Flights.Made(entry, stored ? Served.Source.STORED : Served.Source.RECORD);
    } finally {
      if (!filled) {
        release(shared, key, wanted);
      }
    }
  }

  /** Others need not wait until the lock ends by itself. */
  private void release(Shared shared, ViewKey key, Wanted wanted) {
    try {
      shared.release(wanted.epoch(), key);
    } catch (Shared.Away e) { // then it ends by itself
      link.slow();
    }
  }

  private boolean store(Shared shared, ViewKey key, Entry entry, Wanted wanted) {
    try {
      var filled = shared.fill(wanted.epoch(), key, entry, wanted.generation());
      if (filled != Shared.Filled.STORED) {
        counters(key).refused(filled);
        return false;
      }
    } catch (Shared.Away e) {
      counters(key).refusedAway.increment();
      link.slow();
      return false;
    }
    counters(key).stored.increment();
    generations.learn(key.root(), wanted.generation(), wanted.stamp());
    memory.put(key, entry, wanted.epoch());
    return true;
  }

  /** A snapshot may lag behind the last write for a moment; then it is taken once more. */
  private Entry read(SnapshotTime least, Supplier<Draft> make) {
    gates.at(Gates.Point.BEFORE_READ);
    var read = record.read(make);
    if (read.time().compareTo(least) < 0 && least.compareTo(record.now()) <= 0) {
      read = record.read(make);
    }
    gates.at(Gates.Point.AFTER_READ);
    return new Entry(Body.of(read.value()), read.time(), clock.millis());
  }

  /** It is true, but it has been true for long: one of those who see that makes it anew. */
  private void refresh(Shared shared, ViewKey key, Wanted wanted, Supplier<Draft> make) {
    if (!flights.flies(wanted.leg(key))) {
      Thread.ofVirtual()
          .name("cache-refresh")
          .start(() -> {
            try {
              var _ =
                  flights.fly(
                      wanted.leg(key), wanted.read(), () -> anew(shared, key, wanted, make));
            } catch (RuntimeException e) { // what there is stays true without it
              log.debug("an entry could not be made anew: {}", e.toString());
            }
          });
    }
  }

  /** Without trust: the record says what time it is. */
  private Served checked(ViewKey key, SnapshotTime least, Supplier<Draft> make) {
    var now = moments.ask(CollectionId.ROOT, record::now);
    var known = memory.get(key, System.nanoTime());
    if (known != null && known.since(now)) {
      counters(key).memory.increment();
      return new Served(known.body(), Served.Source.MEMORY);
    }
    String epoch = memory.epoch();
    var wanted = new Wanted(epoch, now, later(now, least), 0);
    return fly(
        key,
        wanted,
        make,
        () -> {
          var entry = read(wanted.read(), make);
          memory.put(key, entry, epoch);
          return new Flights.Made(entry, Served.Source.RECORD);
        });
  }

  /** Nobody else writes, so this node's own generations are all there is. */
  private Served alone(ViewKey key, SnapshotTime least, Supplier<Draft> make) {
    long stamp = generations.stamp(key.root());
    var known = generations.of(key.root());
    var generation = known == null ? record.now() : known;
    String epoch = memory.epoch();
    return fly(
        key,
        new Wanted(epoch, generation, least, stamp),
        make,
        () -> {
          var entry = read(later(generation, least), make);
          generations.learn(key.root(), generation, stamp);
          memory.put(key, entry, epoch);
          counters(key).stored.increment();
          return new Flights.Made(entry, Served.Source.STORED);
        });
  }

  private static SnapshotTime later(SnapshotTime a, SnapshotTime b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  Counters counters(View view) {
    return Objects.requireNonNull(counters.get(view));
  }

  private Counters counters(ViewKey key) {
    return counters(key.view());
  }
}
