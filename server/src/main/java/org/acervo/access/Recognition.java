package org.acervo.access;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.UserId;

/** Finds out who is behind one request, under one policy, at one moment. */
final class Recognition {
  /** Where sessions and tokens are looked up. */
  interface Rows {
    Optional<MongoSessions.SessionRow> session(String hash);

    Optional<MongoSessions.TokenRow> token(String hash);

    /** Notes that the session is used; gives its end. */
    Instant touch(MongoSessions.SessionRow session, Instant now);
  }

  private final Policy policy;
  private final Rows rows;
  private final Instant now;

  Recognition(Policy policy, Rows rows, Instant now) {
    this.policy = policy;
    this.rows = rows;
    this.now = now;
  }

  /** As {@link Sessions#identify}. */
  Caller identify(
      Optional<String> cookieToken, Optional<String> bearer, Optional<String> guestToken) {
    if (bearer.isPresent()) {
      return byToken(bearer.get())
          .orElseThrow(() ->
              new Failed(
                  new Failure.Unauthenticated(
                      "The token is unknown, has ended or has expired. Make a new one.")));
    }
    var guest = guestToken.flatMap(this::byLink);
    var person = cookieToken.map(Secrets::hash).flatMap(hash -> bySession(rows.session(hash)));
    if (person.isPresent() && person.get() instanceof Caller.Person known) {
      // Who looks as somebody else sees what that person sees, not what a link opened before.
      boolean looking = known.credential() instanceof Credential.Looking;
      return guest.isPresent() && !looking ? known.through(guest.get().link()) : known;
    }
    return guest.isPresent() ? guest.get() : new Caller.Anonymous();
  }

  Optional<Caller> bySession(Optional<MongoSessions.SessionRow> found) {
    return found.filter(s -> now.isBefore(s.exp()) && s.link() == null).flatMap(this::person);
  }

  private Optional<Caller> person(MongoSessions.SessionRow session) {
    var id = new UserId(session.user());
    var holder = holder(id, session.gen());
    if (holder.isEmpty()) {
      return Optional.empty();
    }
    var until = rows.touch(session, now);
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

  private Optional<Caller.Guest> byLink(String token) {
    return rows.session(Secrets.hash(token))
        .filter(s -> now.isBefore(s.exp()) && s.link() != null)
        .map(s -> new LinkId(Objects.requireNonNull(s.link())))
        .filter(policy::opens)
        .map(Caller.Guest::new);
  }

  private Optional<Caller> byToken(String secret) {
    return rows.token(Secrets.hash(secret))
        .filter(t -> t.until() == null || now.isBefore(t.until()))
        .flatMap(t -> {
          var id = new UserId(t.user());
          return holder(id, t.gen())
              .map(member ->
                  member.caller(
                      id,
                      Scopes.stored(t.scopes()),
                      new Credential.ApiToken(t.id(), Optional.ofNullable(t.until()))));
        });
  }

  private Optional<Member> holder(UserId id, long generation) {
    return policy.member(id).filter(member -> member.active() && member.gen() == generation);
  }
}
