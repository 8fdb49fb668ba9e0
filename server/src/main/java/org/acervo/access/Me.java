package org.acervo.access;

import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.Ids;

/** What people do with their own account. */
public final class Me {
  private final Access access;
  private final MongoUsers users;
  private final MongoSessions stored;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Passwords passwords;
  private final Ids ids;

  Me(
      Access access,
      MongoUsers users,
      MongoSessions stored,
      Sessions sessions,
      SignIn signIn,
      Passwords passwords,
      Ids ids) {
    this.access = access;
    this.users = users;
    this.stored = stored;
    this.sessions = sessions;
    this.signIn = signIn;
    this.passwords = passwords;
    this.ids = ids;
  }

  /** The caller after a change, and their new session when the old ones ended with it. */
  public record Changed(Caller.Person person, Optional<SignedIn> session) {}

  /**
   * Changes the caller's own account. A new password ends all sessions and tokens; a browser that
   * asked for it goes on in a new session.
   *
   * @throws Failed with {@link Failure.Denied} when the current password is wrong
   */
  public Changed edit(Caller.Person caller, MeEdit edit, String agent) {
    if (!caller.scopes().all()) {
      throw Failed.denied("You need a session, or a token with the scope '*', for this.");
    }
    var change =
        new UserEdit(
                edit.name(),
                Optional.empty(),
                edit.password(),
                Optional.empty(),
                Optional.empty(),
                edit.locale())
            .checked();
    if (change.password().isEmpty()) {
      var after = apply(caller, change, Optional.empty());
      return new Changed(after.caller(caller.scopes(), caller.credential()), Optional.empty());
    }
    return newPassword(caller, change, edit.current(), agent);
  }

  private Changed newPassword(
      Caller.Person caller, UserEdit change, Optional<String> current, String agent) {
    var known = users.find(caller.id()).orElseThrow(Failed::notFound);
    if (current.isEmpty()) {
      throw Failed.invalid("current", "give your current password too");
    }
    signIn.confirm(known, current.get());
    var pw = ids.fresh();
    users.addPassword(pw, passwords.hash(change.password().orElseThrow()));
    var after =
        Asleep.wake(
            () -> users.forgetPassword(pw),
            () -> apply(caller, change, Optional.of(new NewPassword(pw, known))));
    users.forgetPassword(known.passwordId());
    stored.clearAway(caller.id());
    var session =
        switch (caller.credential()) {
          case Credential.Session ignored -> Optional.of(sessions.begin(after, agent));
          case Credential.Looking ignored -> Optional.<SignedIn>empty();
          case Credential.ApiToken ignored -> Optional.<SignedIn>empty();
          case Credential.Console() -> Optional.<SignedIn>empty();
        };
    return new Changed(
        session
            .map(SignedIn::person)
            .orElseGet(() -> after.caller(caller.scopes(), caller.credential())),
        session);
  }

  /** Under which name its hash is stored, and who was asked for the old one. */
  private record NewPassword(String name, MongoUsers.Row confirmed) {}

  private MongoUsers.Row apply(
      Caller.Person caller, UserEdit change, Optional<NewPassword> password) {
    access.change(
        caller,
        _ -> {
          var before = users.find(caller.id()).orElseThrow(Failed::notFound);
          if (password.isPresent() && before.gen() != password.get().confirmed().gen()) {
            throw again();
          }
          return Optional.of(
              Change.of("own account changed", caller.principal().text())
                  .to(change.summary())
                  .and(MongoUsers.patch(before, change, password.map(NewPassword::name))));
        });
    return users.find(caller.id()).orElseThrow(Failed::notFound);
  }

  private static Failed again() {
    return Failed.conflict("Your account was changed at the same moment. Try again.");
  }
}
