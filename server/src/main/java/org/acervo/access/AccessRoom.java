package org.acervo.access;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.acervo.store.Migrations;
import org.acervo.store.Store;

/** Everything this room offers, built in order. */
public record AccessRoom(
    Access access,
    Gate gate,
    Sessions sessions,
    SignIn signIn,
    Tokens tokens,
    Me me,
    People people,
    Groups groups,
    Grants grants,
    FirstRun firstRun) {

  /**
   * Builds the room; {@link #steps} must have run on the store.
   *
   * @param home the data folder, for the set-up token
   */
  public static AccessRoom open(Store store, AccessConfig config, Path home, InstantSource time) {
    // The record keeps milliseconds; what is answered is what will be read back.
    InstantSource clock = () -> time.instant().truncatedTo(ChronoUnit.MILLIS);
    var users = new MongoUsers(store);
    var stored = new MongoSessions(store);
    var groups = new MongoGroups(store);
    var grants = new MongoGrants(store);
    var secrets = new Secrets();
    var passwords = new Passwords(config, secrets);
    var access = new Access(store, config, clock);
    var sessions = new Sessions(stored, users, config, clock, secrets);
    var throttle = new Throttle(new MongoTries(store), config, clock);
    var signIn = new SignIn(users, passwords, throttle, sessions);
    var people = new People(access, users, stored, grants, passwords, clock);
    return new AccessRoom(
        access,
        new Gate(access),
        sessions,
        signIn,
        new Tokens(stored, users, secrets, clock),
        new Me(access, users, stored, sessions, signIn, passwords),
        people,
        new Groups(access, groups, users, grants, clock),
        new Grants(access, grants, users, groups, clock),
        new FirstRun(users, people, sessions, secrets, home));
  }

  /** What the database needs first. */
  public static List<Migrations.Step> steps() {
    return MongoSteps.all();
  }
}
