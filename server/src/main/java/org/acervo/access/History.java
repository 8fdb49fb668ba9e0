package org.acervo.access;

import java.time.InstantSource;

/** The place of one change in the history of rights. */
final class History {
  private final MongoPolicy mongo;
  private final long number;
  private final InstantSource clock;
  private final Caller actor;
  private boolean written;

  History(MongoPolicy mongo, long number, InstantSource clock, Caller actor) {
    this.mongo = mongo;
    this.number = number;
    this.clock = clock;
    this.actor = actor;
  }

  /** Writes the entry, once. */
  void write(Entry entry) {
    mongo.append(number, clock.instant(), actor.label(), entry);
    written = true;
  }

  void withdraw() {
    if (written) {
      mongo.withdraw(number);
    }
  }
}
