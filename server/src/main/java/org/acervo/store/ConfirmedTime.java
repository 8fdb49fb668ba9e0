package org.acervo.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which something may be destroyed because of its date. It is never ahead of the true
 * time, as far as that can be known, and may be days behind it.
 *
 * <p>A wall clock that is a month ahead would empty the trash at the first sweep. So three things
 * have to agree. The node's clock and that of the record: the earlier of the two counts. And what
 * was seen before: how late it is, is kept in the record, and from there it goes on only as fast as
 * a node runs (by a clock that nobody sets). A clock that is further ahead than {@link #BOUND} has
 * either been set wrong, or the library was not running for that long. Which of the two, nobody
 * here can tell, but somebody who looks at the clock can, and so it must stay there for {@link
 * #TRIAL} of running time before it is believed (docs/adr/019).
 */
public final class ConfirmedTime {
  private static final Logger log = LoggerFactory.getLogger(ConfirmedTime.class);

  /** So far a clock may be ahead of what was seen before, as after a weekend without power. */
  static final Duration BOUND = Duration.ofDays(2);

  /** How long a node must run before a greater leap is believed. */
  static final Duration TRIAL = Duration.ofDays(1);

  private static final String ID = "confirmed";

  private final MongoCollection<Document> documents;
  private final InstantSource node;
  private final InstantSource record;
  private final LongSupplier nanos;
  private final Supplier<Optional<Instant>> lastKnown;
  private @Nullable Look last;

  /** What this node saw when it last looked, and when that was by the clock nobody sets. */
  private record Look(Instant seen, long nanos) {}

  /**
   * A leap that is on trial.
   *
   * @param from how late it was when it was first seen
   * @param ahead how far it is ahead
   */
  private record Leap(Instant from, Duration ahead) {}

  private record Mark(Instant at, Optional<Leap> leap) {}

  ConfirmedTime(
      MongoDatabase database,
      InstantSource node,
      InstantSource record,
      LongSupplier nanos,
      Supplier<Optional<Instant>> lastKnown) {
    this.documents = database.getCollection("clock");
    this.node = node;
    this.record = record;
    this.nanos = nanos;
    this.lastKnown = lastKnown;
  }

  /**
   * Over a store.
   *
   * @param node the clock of this machine
   * @param lastKnown when something was last written, asked once in the life of a library
   */
  public static ConfirmedTime of(
      Store store, InstantSource node, Supplier<Optional<Instant>> lastKnown) {
    return new ConfirmedTime(
        store.database(), node, () -> serverTime(store.database()), System::nanoTime, lastKnown);
  }

  private static Instant serverTime(MongoDatabase database) {
    var hello = database.runCommand(new BsonDocument("hello", new BsonInt32(1)));
    return hello.getDate("localTime").toInstant();
  }

  /** Looks at the clocks, and keeps what it saw. The more often it is asked, the nearer it is. */
  public synchronized Instant instant() {
    var now = earlier(node.instant(), record.instant());
    var before = mark(now);
    var next = next(before, now, steady(before));
    keep(before, next);
    var confirmed = earlier(next.at(), now);
    last = new Look(next.at(), nanos.getAsLong());
    return confirmed;
  }

  /** How late it is at least, by what was seen before and how long this node has run since. */
  private Instant steady(Mark before) {
    var look = last;
    if (look == null) {
      return before.at();
    }
    var ran = look.seen().plusNanos(nanos.getAsLong() - look.nanos());
    return ran.isAfter(before.at()) ? ran : before.at();
  }

  private static Mark next(Mark before, Instant now, Instant steady) {
    if (now.plus(BOUND).isBefore(before.at())) {
      log.warn(
          "the clock says {}, but it was {} before; the earlier time counts", now, before.at());
      return new Mark(now, Optional.empty());
    }
    if (!now.isAfter(before.at())) {
      return before;
    }
    var ahead = Duration.between(steady, now);
    if (ahead.compareTo(BOUND) <= 0) {
      return new Mark(now, Optional.empty());
    }
    var leap =
        before
            .leap()
            .filter(known -> known.ahead().minus(ahead).abs().compareTo(BOUND) <= 0)
            .orElseGet(() -> new Leap(steady, ahead));
    if (Duration.between(leap.from(), steady).compareTo(TRIAL) >= 0) {
      log.info("the clock, which says {}, is believed from now on", now);
      return new Mark(now, Optional.empty());
    }
    if (leap.from().equals(steady)) {
      log.warn(
          "the clock says {}, {} days after this library last ran. If that is wrong, set it right."
              + " Nothing is removed because of its date until the server has run for a day.",
          now,
          ahead.toDays());
    }
    return new Mark(steady, Optional.of(leap));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private Mark mark(Instant now) {
    var document = documents.find(eq("_id", ID)).first();
    if (document == null) {
      return new Mark(
          lastKnown.get().map(known -> earlier(known, now)).orElse(now), Optional.empty());
    }
    var leap = document.get("leap", Document.class);
    return new Mark(
        document.getDate("at").toInstant(),
        Optional.ofNullable(leap)
            .map(told ->
                new Leap(
                    told.getDate("from").toInstant(),
                    Duration.ofMillis(told.get("ahead", Number.class).longValue()))));
  }

  /** Unless another node has kept something since: that counts, and is read the next time. */
  private void keep(Mark before, Mark next) {
    var document = new Document("_id", ID).append("at", Date.from(next.at()));
    next.leap()
        .ifPresent(leap ->
            document.append(
                "leap",
                new Document("from", Date.from(leap.from()))
                    .append("ahead", leap.ahead().toMillis())));
    try {
      var _ =
          documents.replaceOne(
              and(eq("_id", ID), eq("at", Date.from(before.at()))),
              document,
              new ReplaceOptions().upsert(true));
    } catch (RuntimeException e) {
      if (!StoreFailures.isDuplicateKey(e)) {
        throw e;
      }
    }
  }
}
