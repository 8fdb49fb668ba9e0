package org.acervo.access;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * Slows down guessing. Every try is counted before the password is looked at, so many tries at once
 * gain nothing; a right one is taken back. From a number of wrong tries on, each one doubles the
 * time until the next is looked at, whether it is right or not.
 *
 * <p>Counted per login, known or not, from one address, and per address, with more patience there
 * because a whole school may sit behind one. So wrong passwords hold up nobody but those who share
 * the guesser's address, and of those nobody whose device is known: a device from which the person
 * signed in before has a count of its own. The counts lie under hashes: people type passwords into
 * the wrong field.
 */
final class Throttle {
  private static final int RACES = 100;

  private final MongoTries mongo;
  private final AccessConfig config;
  private final InstantSource clock;

  Throttle(MongoTries mongo, AccessConfig config, InstantSource clock) {
    this.mongo = mongo;
    this.config = config;
    this.clock = clock;
  }

  /** Where a try comes from. */
  sealed interface Source {
    /** Somewhere on the network, from a device that nobody knows. */
    record Address(String text) implements Source {}

    /** A device from which the same person has signed in before, or a session of theirs. */
    record Known(String name) implements Source {}
  }

  /**
   * Counts a try.
   *
   * @throws Failed with {@link Failure.Busy} when it comes too early; then it does not count
   */
  void enter(String login, Source source) {
    var now = clock.instant();
    switch (source) {
      case Source.Known(var name) -> count(knownKey(login, name), config.triesPerLogin(), now);
      case Source.Address(var address) -> {
        refuseEarly(mongo.find(loginKey(login, address)), now);
        refuseEarly(mongo.find(addressKey(address)), now);
        count(loginKey(login, address), config.triesPerLogin(), now);
        count(addressKey(address), config.triesPerAddress(), now);
      }
    }
  }

  /** The try was right: the login starts anew, the address is as it was before. */
  void right(String login, Source source) {
    switch (source) {
      case Source.Known(var name) -> mongo.forget(knownKey(login, name));
      case Source.Address(var address) -> {
        mongo.forget(loginKey(login, address));
        mongo.takeBackOne(addressKey(address));
      }
    }
  }

  private void count(String key, int free, Instant now) {
    for (int i = 0; i < RACES; i++) {
      var known = mongo.find(key);
      refuseEarly(known, now);
      long n = known.filter(row -> now.isBefore(row.exp())).map(MongoTries.Row::n).orElse(0L) + 1;
      var until = n < free ? null : now.plus(pause(n - free));
      if (mongo.replace(known, new MongoTries.Row(key, n, until, now.plus(config.forgetTries())))) {
        return;
      }
    }
    throw busy(config.firstWait());
  }

  private Duration pause(long doublings) {
    var longest = config.longestWait();
    var pause = config.firstWait();
    for (long i = 0; i < doublings && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private static void refuseEarly(Optional<MongoTries.Row> row, Instant now) {
    row.map(MongoTries.Row::until)
        .filter(now::isBefore)
        .ifPresent(until -> {
          throw busy(Duration.between(now, until));
        });
  }

  private static Failed busy(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return new Failed(
        new Failure.Busy(
            "Too many tries. Wait " + seconds + " s, then try again.",
            Duration.ofSeconds(seconds)));
  }

  private static String loginKey(String login, String address) {
    return "login:" + Secrets.hash(login + "\n" + network(address));
  }

  private static String knownKey(String login, String name) {
    return "known:" + Secrets.hash(login + "\n" + name);
  }

  private static String addressKey(String address) {
    return "net:" + Secrets.hash(network(address));
  }

  /** Of an IPv6 address the first 64 bits: one subscriber has all the others. */
  private static String network(String address) {
    try {
      if (address.indexOf(':') >= 0 && InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return Arrays.toString(Arrays.copyOf(six.getAddress(), 8));
      }
    } catch (IllegalArgumentException notAnAddress) {
      return address;
    }
    return address;
  }
}
