package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Sessions of browsers, and who is behind a request.
 *
 * <p>A session or API token belongs to the generation its person was in when it began. Disabling a
 * person or giving them a new password raises the generation, so everything that was open ends
 * there and then, whatever is still stored; removing the person has the same effect. A sign-in that
 * checked the old password at that very moment ends with the rest. Ending a single session or token
 * is a change of rights too, so no node knows it any more when the change has answered.
 */
public final class Sessions implements Replica.Told {
  private static final int AGENT_LENGTH = 200;

  private final MongoSessions mongo;
  private final AccessConfig config;
  private final InstantSource clock;
  private final Secrets secrets;
  private final Kept<MongoSessions.SessionRow> sessions = new Kept<>();
  private final Kept<MongoSessions.TokenRow> tokens = new Kept<>();
  private @Nullable Access access;

  Sessions(MongoSessions mongo, AccessConfig config, InstantSource clock, Secrets secrets) {
    this.mongo = mongo;
    this.config = config;
    this.clock = clock;
    this.secrets = secrets;
  }

  /** Sessions end by changes of rights, and changes of rights tell the sessions. */
  void attach(Access access) {
    this.access = access;
  }

  private Access access() {
    return Objects.requireNonNull(access, "attach() was not called");
  }

  @Override
  public void entry(List<Patch> patches) {
    sessions.entry(row -> after(patches, row));
    tokens.entry(row -> after(patches, row));
    for (var patch : patches) {
      switch (patch.in()) {
        case SESSIONS -> sessions.drop(patch.id());
        case TOKENS -> tokens.dropIf(row -> row.id().equals(patch.id()));
        case USERS, GROUPS, ROLES, COLLECTIONS, ITEM_GRANTS, LINKS, ITEM_MOVES -> {}
      }
    }
  }

  private static Optional<MongoSessions.SessionRow> after(
      List<Patch> patches, MongoSessions.SessionRow row) {
    var left = Optional.of(row);
    for (var patch : patches) {
      if (patch.in() == Patch.In.SESSIONS && patch.id().equals(row.hash())) {
        left = left.flatMap(before -> before.patched(patch));
      }
    }
    return left;
  }

  private static Optional<MongoSessions.TokenRow> after(
      List<Patch> patches, MongoSessions.TokenRow row) {
    boolean ended =
        patches.stream()
            .anyMatch(patch ->
                patch.in() == Patch.In.TOKENS
                    && patch.way() == Patch.Way.REMOVE
                    && patch.id().equals(row.id()));
    return ended ? Optional.empty() : Optional.of(row);
  }

  @Override
  public void all() {
    sessions.entry(Optional::of);
    sessions.dropAll();
    tokens.entry(Optional::of);
    tokens.dropAll();
  }

  /** A new session, always under a new token. */
  SignedIn begin(MongoUsers.Row user, String agent) {
    var now = clock.instant();
    var until = now.plus(config.sessionLife());
    var token = secrets.fresh();
    var hash = Secrets.hash(token);
    mongo.insert(
        new MongoSessions.SessionRow(
            hash, user.id(), user.gen(), now, now, until, shortened(agent), null, null));
    return new SignedIn(token, until, user.caller(Scopes.ALL, new Credential.Session(hash, until)));
  }

  /** A session for whoever came through a link. */
  String beginGuest(LinkId link, Instant until, String agent) {
    var now = clock.instant();
    var token = secrets.fresh();
    mongo.insert(
        new MongoSessions.SessionRow(
            Secrets.hash(token), "", 0, now, now, until, shortened(agent), null, link.value()));
    return token;
  }

  private static String shortened(String agent) {
    return agent.length() > AGENT_LENGTH ? agent.substring(0, AGENT_LENGTH) : agent;
  }

  /** Ends the session that {@code token} opens, if there is one, on every node. */
  public void end(String token) {
    var hash = Secrets.hash(token);
    var row = mongo.session(hash);
    if (row.isPresent()) {
      var whose =
          row.get().link() == null ? "user:" + row.get().user() : "link:" + row.get().link();
      access()
          .change(
              actor(row.get()),
              _ ->
                  Optional.of(
                      Change.of("session ended", "")
                          .of(whose)
                          .and(Patch.remove(Patch.In.SESSIONS, hash))));
    } else {
      access().awaitAll(); // somebody else may be ending it, and other nodes not know it yet
    }
  }

  /** Whose session it is, as the one who ends it. */
  private Caller actor(MongoSessions.SessionRow row) {
    if (row.link() != null) {
      return new Caller.Guest(new LinkId(row.link()));
    }
    return person(new UserId(row.user()));
  }

  private Caller person(UserId id) {
    return access()
        .policy()
        .member(id)
        .<Caller>map(member -> member.caller(id, Scopes.ALL, new Credential.Console()))
        .orElseGet(Caller.Anonymous::new);
  }

  /**
   * Lets an administrator look as another person, until {@link #lookNoMore}.
   *
   * @throws Failed with {@link Failure.NotFound} when there is no such active person
   */
  public Caller.Person lookAs(Caller.Person administrator, UserId whom) {
    var hash = hash(administrator);
    access()
        .change(
            administrator,
            policy -> {
              var _ = policy.member(whom).filter(Member::active).orElseThrow(Failed::notFound);
              return Optional.of(
                  Change.of("began to look as a person", new Principal.User(whom).text())
                      .of(administrator.principal().text())
                      .and(Patch.change(Patch.In.SESSIONS, hash).with("as", whom.value())));
            });
    return (Caller.Person) bySession(mongo.session(hash)).orElseThrow(Failed::notFound);
  }

  /** Ends {@link #lookAs}; nothing happens to somebody who looks as themselves. */
  public Caller.Person lookNoMore(Caller.Person caller) {
    if (!(caller.credential() instanceof Credential.Looking looking)) {
      return caller;
    }
    var administrator = person(looking.administrator());
    access()
        .change(
            administrator,
            _ ->
                Optional.of(
                    Change.of("looks as a person no more", caller.principal().text())
                        .of(administrator.principal().text())
                        .and(Patch.change(Patch.In.SESSIONS, looking.key()).without("as"))));
    return (Caller.Person) bySession(mongo.session(looking.key())).orElseThrow(Failed::notFound);
  }

  private static String hash(Caller.Person person) {
    return switch (person.credential()) {
      case Credential.Session(var key, var _) -> key;
      case Credential.Looking(var key, var _, var _) -> key;
      case Credential.ApiToken ignored ->
          throw Failed.denied("Looking as a person needs a browser's session.");
      case Credential.Console() ->
          throw Failed.denied("Looking as a person needs a browser's session.");
    };
  }

  /**
   * Who is behind a request. A cookie that opens nothing any more makes the caller anonymous, so
   * that public pages work; a program is told.
   *
   * @param guestToken of a session that a link began
   * @throws Failed with {@link Failure.Unauthenticated} when there is a bearer token that is
   *     unknown, has ended or has expired
   */
  public Caller identify(
      Optional<String> cookieToken, Optional<String> bearer, Optional<String> guestToken) {
    // The policy comes first: a node whose lease is over learns only from it which sessions have
    // ended, so a row that was looked up before could be one of those.
    var policy = access().policy();
    return recognition(policy, stored).identify(cookieToken, bearer, guestToken);
  }

  /** The same, if it can be told from memory; never waits. */
  public Optional<Caller> known(
      Optional<String> cookieToken, Optional<String> bearer, Optional<String> guestToken) {
    try {
      return access()
          .ready()
          .map(policy -> recognition(policy, inMemory).identify(cookieToken, bearer, guestToken));
    } catch (NotInMemory e) {
      return Optional.empty();
    }
  }

  private Recognition recognition(Policy policy, Recognition.Rows rows) {
    return new Recognition(policy, rows, clock.instant());
  }

  private Optional<Caller> bySession(Optional<MongoSessions.SessionRow> row) {
    return recognition(access().policy(), stored).bySession(row);
  }

  private final Recognition.Rows stored =
      new Recognition.Rows() {
        @Override
        public Optional<MongoSessions.SessionRow> session(String hash) {
          return sessions.get(hash, Sessions.this.mongo::session);
        }

        @Override
        public Optional<MongoSessions.TokenRow> token(String hash) {
          return tokens.get(hash, Sessions.this.mongo::token);
        }

        @Override
        public Instant touch(MongoSessions.SessionRow session, Instant now) {
          return isDue(session, now) ? touched(session, now) : session.exp();
        }
      };

  private final Recognition.Rows inMemory =
      new Recognition.Rows() {
        @Override
        public Optional<MongoSessions.SessionRow> session(String hash) {
          return Optional.of(sessions.known(hash).orElseThrow(NotInMemory::new));
        }

        @Override
        public Optional<MongoSessions.TokenRow> token(String hash) {
          return Optional.of(tokens.known(hash).orElseThrow(NotInMemory::new));
        }

        @Override
        public Instant touch(MongoSessions.SessionRow session, Instant now) {
          if (isDue(session, now)) {
            throw new NotInMemory();
          }
          return session.exp();
        }
      };

  /** Somebody who may wait has to ask. */
  private static final class NotInMemory extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotInMemory() {
      super("not in memory", null, false, false);
    }
  }

  private boolean isDue(MongoSessions.SessionRow session, Instant now) {
    return !now.isBefore(session.seen().plus(config.sessionTouch()));
  }

  /** Moves the end of the session; written rarely, because every request would write otherwise. */
  private Instant touched(MongoSessions.SessionRow session, Instant now) {
    var until = now.plus(config.sessionLife());
    mongo.touch(session.hash(), now, until);
    sessions.renew(session.hash(), session, session.seen(now, until));
    return until;
  }

  /** Removes sessions and tokens that had ended before {@code now}, which is surely over. */
  public void removeEnded(Instant now) {
    mongo.removeEnded(now);
  }
}
