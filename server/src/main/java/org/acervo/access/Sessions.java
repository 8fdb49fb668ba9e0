package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.UserId;

/**
 * Sessions of browsers, and who is behind a request.
 *
 * <p>A session or API token belongs to the generation its person was in when it began. Disabling a
 * person or giving them a new password raises the generation in the same write, so everything that
 * was open ends there and then, whatever is still stored; removing the person has the same effect.
 * A sign-in that checked the old password at that very moment ends with the rest.
 */
public final class Sessions {
  private static final int AGENT_LENGTH = 200;

  private final MongoSessions mongo;
  private final MongoUsers users;
  private final AccessConfig config;
  private final InstantSource clock;
  private final Secrets secrets;

  Sessions(
      MongoSessions mongo,
      MongoUsers users,
      AccessConfig config,
      InstantSource clock,
      Secrets secrets) {
    this.mongo = mongo;
    this.users = users;
    this.config = config;
    this.clock = clock;
    this.secrets = secrets;
  }

  /** A new session, always under a new token. */
  SignedIn begin(MongoUsers.Row user, String agent) {
    var token = secrets.fresh();
    var hash = Secrets.hash(token);
    var now = clock.instant();
    var until = now.plus(config.sessionLife());
    var shortened = agent.length() > AGENT_LENGTH ? agent.substring(0, AGENT_LENGTH) : agent;
    mongo.insert(
        new MongoSessions.SessionRow(hash, user.id(), user.gen(), now, now, until, shortened));
    return new SignedIn(token, until, user.caller(Scopes.ALL, new Credential.Session(hash, until)));
  }

  /** Ends the session that {@code token} opens, if there is one. */
  public void end(String token) {
    mongo.endSession(Secrets.hash(token));
  }

  /**
   * Who is behind a request. A cookie that opens nothing any more makes the caller anonymous, so
   * that public pages work; a program is told.
   *
   * @throws Failed with {@link Failure.Unauthenticated} when there is a bearer token that is
   *     unknown, has ended or has expired
   */
  public Caller identify(Optional<String> cookieToken, Optional<String> bearer) {
    if (bearer.isPresent()) {
      return byToken(bearer.get())
          .orElseThrow(() ->
              new Failed(
                  new Failure.Unauthenticated(
                      "The token is unknown, has ended or has expired. Make a new one.")));
    }
    return cookieToken.flatMap(this::bySession).orElseGet(Caller.Anonymous::new);
  }

  private Optional<Caller> bySession(String token) {
    var now = clock.instant();
    var session = mongo.session(Secrets.hash(token)).filter(s -> now.isBefore(s.exp()));
    return session
        .flatMap(s -> holder(s.user(), s.gen()))
        .map(user -> {
          var until = touch(session.get(), now);
          var credential = new Credential.Session(session.get().hash(), until);
          return user.caller(Scopes.ALL, credential);
        });
  }

  /** Moves the end of the session; written rarely, because every request would write otherwise. */
  private Instant touch(MongoSessions.SessionRow session, Instant now) {
    if (now.isBefore(session.seen().plus(config.sessionTouch()))) {
      return session.exp();
    }
    var until = now.plus(config.sessionLife());
    mongo.touch(session.hash(), now, until);
    return until;
  }

  private Optional<Caller> byToken(String secret) {
    var now = clock.instant();
    var token =
        mongo.token(Secrets.hash(secret)).filter(t -> t.until() == null || now.isBefore(t.until()));
    return token
        .flatMap(t -> holder(t.user(), t.gen()))
        .map(user ->
            user.caller(
                Scopes.stored(token.get().scopes()),
                new Credential.ApiToken(
                    token.get().id(), Optional.ofNullable(token.get().until()))));
  }

  private Optional<MongoUsers.Row> holder(String user, long generation) {
    return users.find(new UserId(user)).filter(row -> row.active() && row.gen() == generation);
  }
}
