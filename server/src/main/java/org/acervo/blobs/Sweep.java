package org.acervo.blobs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.acervo.blobs.MongoBlobDocument.State;
import org.acervo.blobs.MongoBlobDocument.Stored;
import org.acervo.kernel.Sha256;

/**
 * Removes what nothing refers to and what was left half-way; {@link Publishing} says why it takes
 * nothing that anybody still needs. What it begins it ends before it begins the next, so nothing is
 * marked long before it goes, and it ends in good time: what is left then is first the next time.
 *
 * <p>Garbage is found from its own side: by its note, by its state, and where neither is left, by
 * going through the chunks themselves.
 */
final class Sweep {
  /** Later than every date that is written. Not every server takes a year of five digits. */
  private static final Instant EVER_AFTER = Instant.parse("9999-12-31T00:00:00Z");

  private final MongoBlobs blobs;
  private final MongoFiles files;
  private final InstantSource clock;
  private final Predicate<Sha256> needed;
  private final Consumer<Sha256> gone;
  private final Time time;

  /**
   * When it is.
   *
   * @param now surely over; leases that ended before have ended
   * @param abandoned nobody works any more on what was not touched since
   * @param end when to leave the rest for the next time, by this node's clock
   */
  record Time(Instant now, Instant abandoned, Instant end) {}

  /**
   * Prepares one.
   *
   * @param needed whether anything refers to these bytes
   * @param gone told before the last trace of some bytes goes, once or more often
   */
  Sweep(
      MongoBlobs blobs,
      MongoFiles files,
      InstantSource clock,
      Predicate<Sha256> needed,
      Consumer<Sha256> gone,
      Time time) {
    this.blobs = blobs;
    this.files = files;
    this.clock = clock;
    this.needed = needed;
    this.gone = gone;
    this.time = time;
  }

  /** How far one came, for the next to go on there; from the start when it came to the end. */
  record Progress(String blob, String file, boolean finished) {
    static final Progress START = new Progress("", "", true);
  }

  Progress run(Progress last) {
    uploads();
    through(State.DOOMED, EVER_AFTER, "", this::remove);
    through(State.STAGED, time.abandoned(), "", this::removeIfStillIdle);
    String blob = through(State.READY, time.abandoned(), last.blob(), this::removeIfUnneeded);
    String file = strays(last.file());
    return new Progress(blob, file, timeIsLeft());
  }

  private boolean timeIsLeft() {
    return clock.instant().isBefore(time.end());
  }

  /** Files whose upload ended without a word. */
  private void uploads() {
    var page = files.expired(time.now(), "");
    while (!page.isEmpty() && timeIsLeft()) {
      page.forEach(this::settle);
      page = files.expired(time.now(), page.getLast());
    }
  }

  private void settle(String file) {
    boolean dropped = files.drop(file);
    switch (blobs.naming(file).orElse(null)) {
      case null -> discard(file);
      case READY -> files.forget(file); // an older version left an open note about a ready file
      case STAGED, DOOMED -> {
        if (dropped) {
          discard(file);
        }
      }
    }
  }

  private void discard(String file) {
    files.remove(file);
    files.forget(file);
  }

  private String through(State state, Instant before, String from, Consumer<Stored> action) {
    String after = from;
    for (var page = blobs.idle(state, before, after);
        !page.isEmpty();
        page = blobs.idle(state, before, after)) {
      for (var stored : page) {
        if (!timeIsLeft()) {
          return after;
        }
        action.accept(stored);
        after = stored.blob().sha256().hex();
      }
    }
    return "";
  }

  private void removeIfUnneeded(Stored ready) {
    if (!needed.test(ready.blob().sha256())) {
      removeIfStillIdle(ready);
    }
  }

  private void removeIfStillIdle(Stored seen) {
    if (blobs.doom(seen)) {
      remove(seen);
    }
  }

  /** The document goes last, so that a removal cut short is taken up again. */
  private void remove(Stored doomed) {
    if (doomed.blob().place() instanceof Blob.Place.Chunks(String file, int _)) {
      discard(file);
    }
    gone.accept(doomed.blob().sha256());
    blobs.delete(doomed.blob());
  }

  /**
   * Chunks with neither note nor blob. The notes are asked first: a file has a note before its
   * first chunk, and a blob before it loses it.
   */
  private String strays(String from) {
    String after = from;
    while (timeIsLeft()) {
      var names = files.names(after);
      if (names.isEmpty()) {
        return "";
      }
      var noted = files.noted(names);
      var kept = blobs.naming(names);
      names.stream()
          .filter(name -> !noted.contains(name) && !kept.contains(name))
          .forEach(files::remove);
      after = names.getLast();
    }
    return after;
  }
}
