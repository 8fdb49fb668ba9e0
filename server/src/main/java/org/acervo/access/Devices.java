package org.acervo.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.acervo.kernel.Seal;
import org.acervo.kernel.UserId;
import org.acervo.store.Keys;
import org.acervo.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Recognises devices from which a person has signed in before. The device keeps a sealed text that
 * names the person, itself and the end of its time; nothing is stored here. It opens nothing: it
 * only keeps those who guess passwords elsewhere from holding up the person.
 */
final class Devices {
  static final Duration LIFE = Duration.ofDays(365);

  private final Store store;
  private final Secrets secrets;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Seal seal;

  Devices(Store store, Secrets secrets, InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** What a device is to keep from which {@code person} has just signed in. */
  String issue(UserId person) {
    long end = clock.instant().plus(LIFE).getEpochSecond();
    return seal().seal(person + " " + secrets.fresh() + " " + end);
  }

  /** The device that keeps {@code text}, if the person has signed in from it. */
  Optional<String> known(String text, UserId person) {
    return seal()
        .open(text)
        .map(opened -> opened.split(" ", -1))
        .filter(words -> words.length == 3 && words[0].equals(person.value()))
        .filter(words -> clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(words[2]))))
        .map(words -> words[1]);
  }

  /** The key is asked for when somebody signs in, not by every node that starts. */
  private Seal seal() {
    var known = seal;
    if (known != null) {
      return known;
    }
    lock.lock();
    try {
      var made = seal;
      if (made == null) {
        made = new Seal(Keys.obtain(store.database(), "devices"));
        seal = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }
}
