package org.acervo.access;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;

/**
 * API tokens of the caller. A token holds at most what its owner holds at the moment it is used,
 * and what it makes is never wider nor lives longer than itself.
 */
public final class Tokens {
  private static final int MOST = 100;

  /** Makes them easy to find where they should not be, in code and in logs. */
  private static final String PREFIX = "acervo_";

  private final Access access;
  private final MongoSessions mongo;
  private final MongoUsers users;
  private final Secrets secrets;
  private final Ids ids;
  private final InstantSource clock;

  Tokens(
      Access access, MongoSessions mongo, MongoUsers users, Secrets secrets, InstantSource clock) {
    this.access = access;
    this.mongo = mongo;
    this.users = users;
    this.secrets = secrets;
    this.ids = new Ids(clock);
    this.clock = clock;
  }

  /** Those of the caller, oldest first. */
  public List<Token> list(Caller.Person owner) {
    return mongo.tokensOf(owner.id()).stream().map(Tokens::token).toList();
  }

  /**
   * Makes a token.
   *
   * @param scopes as {@link Scopes#of} reads them
   * @throws Failed with {@link Failure.Denied} when it would be wider than the credential that asks
   */
  public Token.Made make(
      Caller.Person owner, String name, List<String> scopes, Optional<Instant> until) {
    var stripped = name.strip();
    var now = clock.instant();
    var faults = new Faults();
    faults.name(stripped);
    faults.check(
        until.isEmpty() || now.isBefore(until.get()), "until", "must be a time in the future");
    faults.time(until, "until");
    faults.raise();
    var asked = Scopes.of(scopes);
    if (!owner.scopes().covers(asked) || outlives(owner.credential(), until)) {
      throw Failed.denied("A token cannot make one that may do more or lives longer than itself.");
    }
    // The generation is read first: if it is raised meanwhile, the new token has ended.
    var user = users.find(owner.id()).orElseThrow(Failed::notFound);
    if (mongo.tokensOf(owner.id()).size() >= MOST) {
      throw Failed.conflict("You have " + MOST + " tokens. End one that is not used any more.");
    }
    var secret = PREFIX + secrets.fresh();
    var row =
        new MongoSessions.TokenRow(
            ids.fresh(),
            Secrets.hash(secret),
            user.id(),
            user.gen(),
            stripped,
            asked.names(),
            now,
            until.orElse(null));
    mongo.insert(row);
    return new Token.Made(token(row), secret);
  }

  private static boolean outlives(Credential maker, Optional<Instant> until) {
    return switch (maker) {
      case Credential.Session ignored -> false;
      case Credential.Looking ignored -> true;
      case Credential.Console() -> false;
      case Credential.ApiToken(var id, var makersEnd) ->
          makersEnd.isPresent() && (until.isEmpty() || until.get().isAfter(makersEnd.get()));
    };
  }

  /**
   * Ends a token of the caller. A token with narrower scopes can end itself only.
   *
   * @throws Failed with {@link Failure.NotFound}
   */
  public void end(Caller.Person owner, String id) {
    boolean itself =
        owner.credential() instanceof Credential.ApiToken token && token.id().equals(id);
    if (!owner.scopes().all() && !itself) {
      throw Failed.denied("You need a session, or a token with the scope '*', for this.");
    }
    access.change(
        owner,
        _ -> {
          var row = mongo.tokenById(owner.id(), id).orElseThrow(Failed::notFound);
          return Optional.of(
              Change.of("token ended", "token:" + id)
                  .of(new Principal.User(owner.id()).text())
                  .from(row.name())
                  .and(Patch.remove(Patch.In.TOKENS, id)));
        });
  }

  private static Token token(MongoSessions.TokenRow row) {
    return new Token(
        row.id(),
        row.name(),
        Scopes.stored(row.scopes()),
        row.created(),
        Optional.ofNullable(row.until()));
  }
}
