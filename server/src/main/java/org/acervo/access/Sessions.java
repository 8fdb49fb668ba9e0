package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
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
  public void patch(Patch patch) {
    switch (patch.in()) {
      case SESSIONS -> sessions.drop(patch.id());
      case TOKENS -> tokens.dropIf(row -> row.id().equals(patch.id()));
      case USERS, GROUPS, ROLES, COLLECTIONS, ITEM_GRANTS, LINKS -> {}
    }
  }

  @Override
  public void all() {
    sessions.dropAll();
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
    Supplier<Caller> guest =
        () -> guestToken.flatMap(this::byLink).orElseGet(Caller.Anonymous::new);
    if (bearer.isPresent()) {
      return byToken(bearer.get())
          .orElseThrow(() ->
              new Failed(
                  new Failure.Unauthenticated(
                      "The token is unknown, has ended or has expired. Make a new one.")));
    }
    var person = cookieToken.map(Secrets::hash).flatMap(hash -> bySession(session(hash)));
    return switch (person.orElse(null)) {
      case Caller.Person known when guest.get() instanceof Caller.Guest(var link) ->
          known.through(link);
      case Caller.Person known -> known;
      case null, default -> guest.get();
    };
  }

  /**
   * The policy comes first: a node whose lease is over learns only from it which sessions have
   * ended, so a row that was looked up before could be one of those.
   */
  private Optional<MongoSessions.SessionRow> session(String hash) {
    var _ = access().policy();
    return sessions.get(hash, mongo::session);
  }

  private Optional<Caller> bySession(Optional<MongoSessions.SessionRow> found) {
    var now = clock.instant();
    var session = found.filter(s -> now.isBefore(s.exp()) && s.link() == null);
    return session.flatMap(s -> person(s, now));
  }

  private Optional<Caller> person(MongoSessions.SessionRow session, Instant now) {
    var policy = access().policy();
    var id = new UserId(session.user());
    var holder = holder(policy, id, session.gen());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    var until = touch(session, now);
    if (session.as() != null && holder.get().admin()) {
      var whom = new UserId(session.as());
      var looking = new Credential.Looking(session.hash(), until, id);
      return policy
          .member(whom)
          .filter(Member::active)
          .map(member -> member.caller(whom, Scopes.ALL, looking));
    }
    return Optional.of(
        holder.get().caller(id, Scopes.ALL, new Credential.Session(session.hash(), until)));
  }

  /** Moves the end of the session; written rarely, because every request would write otherwise. */
  private Instant touch(MongoSessions.SessionRow session, Instant now) {
    if (now.isBefore(session.seen().plus(config.sessionTouch()))) {
      return session.exp();
    }
    var until = now.plus(config.sessionLife());
    mongo.touch(session.hash(), now, until);
    sessions.renew(session.hash(), session, session.seen(now, until));
    return until;
  }

  private Optional<Caller> byLink(String token) {
    var now = clock.instant();
    return session(Secrets.hash(token))
        .filter(s -> now.isBefore(s.exp()) && s.link() != null)
        .map(s -> new LinkId(Objects.requireNonNull(s.link())))
        .filter(link -> access().policy().opens(link))
        .map(Caller.Guest::new);
  }

  private Optional<Caller> byToken(String secret) {
    var now = clock.instant();
    // As with sessions, see there.
    var _ = access().policy();
    var token =
        tokens
            .get(Secrets.hash(secret), mongo::token)
            .filter(t -> t.until() == null || now.isBefore(t.until()));
    return token.flatMap(t -> {
      var id = new UserId(t.user());
      return holder(access().policy(), id, t.gen())
          .map(member ->
              member.caller(
                  id,
                  Scopes.stored(t.scopes()),
                  new Credential.ApiToken(t.id(), Optional.ofNullable(t.until()))));
    });
  }

  private static Optional<Member> holder(Policy policy, UserId id, long generation) {
    return policy.member(id).filter(member -> member.active() && member.gen() == generation);
  }
}
