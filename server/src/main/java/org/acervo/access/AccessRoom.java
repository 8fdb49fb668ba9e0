package org.acervo.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.acervo.kernel.Ids;
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
    Roles roles,
    Grants grants,
    Links links,
    Asking asking,
    Audit audit,
    FirstRun firstRun)
    implements AutoCloseable {

  /** With one reading or writing of the head. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** What the room needs from outside. */
  public record Needs(
      Store store,
      AccessConfig config,
      Path home,
      InstantSource clock,
      ItemCounts counts,
      boolean alone) {}

  /**
   * Builds the room; {@link #steps} must have run on the store.
   *
   * @param home the data folder, for the set-up token
   * @param alone whether no other node can be there, so that those that are announced have died
   */
  public static AccessRoom open(
      Store store,
      AccessConfig config,
      Path home,
      InstantSource time,
      ItemCounts counts,
      boolean alone) {
    var board =
        store.redis().configured() ? new RedisBoard(store.redis(), store.seal()) : Board.NONE;
    return open(new Needs(store, config, home, time, counts, alone), board, Ticks.SYSTEM);
  }

  /** The same with the quick way between nodes and the clocks of a test. */
  static AccessRoom open(Needs needs, Board board, Ticks ticks) {
    var store = needs.store();
    var config = needs.config();
    // The record keeps milliseconds; what is answered is what will be read back.
    InstantSource clock = () -> needs.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    var ids = new Ids(clock);
    var users = new MongoUsers(store);
    var stored = new MongoSessions(store);
    var mongoGroups = new MongoGroups(store);
    var mongoGrants = new MongoGrants(store);
    var mongoLinks = new MongoLinks(store);
    var secrets = new Secrets();
    var passwords = new Passwords(config, secrets);
    var sessions = new Sessions(stored, config, clock, secrets);
    var log = new MongoLog(store, PATIENCE);
    var replica =
        new Replica(
            log, new MongoPolicy(store), board, clock, ticks, config, needs.alone(), sessions);
    var access = new Access(log, replica, board, config, clock, ticks);
    sessions.attach(access);
    var throttle = new Throttle(new MongoTries(store), config, clock);
    var signIn =
        new SignIn(users, passwords, throttle, new Devices(store, secrets, clock), sessions);
    var people = new People(access, users, stored, passwords, clock);
    var names = new Names(users, mongoGroups, mongoLinks);
    return new AccessRoom(
        access,
        new Gate(access),
        sessions,
        signIn,
        new Tokens(access, stored, users, secrets, clock),
        new Me(access, users, stored, sessions, signIn, passwords, ids),
        people,
        new Groups(access, mongoGroups, users, clock),
        new Roles(access, new MongoRoles(store), ids, clock),
        new Grants(access, mongoGrants, names, clock),
        new Links(
            access,
            mongoLinks,
            mongoGrants,
            users,
            sessions,
            passwords,
            throttle,
            secrets,
            ids,
            clock),
        new Asking(access, names, mongoGrants, stored, needs.counts(), clock),
        new Audit(access, new MongoAudit(store), new Mentions(access, names, mongoGrants, users)),
        new FirstRun(users, people, sessions, secrets, needs.home()));
  }

  /** What the database needs first. */
  public static List<Migrations.Step> steps() {
    return MongoSteps.all();
  }

  @Override
  public void close() {
    access.close();
  }
}
