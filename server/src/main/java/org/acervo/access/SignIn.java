package org.acervo.access;

import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * Signing in with a password. An unknown login, a disabled person, one without a password and a
 * wrong password are the same answer after the same work.
 */
public final class SignIn {
  private final MongoUsers users;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Sessions sessions;

  SignIn(MongoUsers users, Passwords passwords, Throttle throttle, Sessions sessions) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.sessions = sessions;
  }

  /**
   * Begins a session.
   *
   * @param address where the request comes from
   * @param agent what the browser calls itself
   * @throws Failed with {@link Failure.Unauthenticated}, or {@link Failure.Busy} after too many
   *     wrong passwords
   */
  public SignedIn signIn(String login, String password, String address, String agent) {
    var normal = Faults.normalLogin(login);
    throttle.enter(normal, address);
    // The person is read before the password, so a password changed meanwhile ends this session.
    var user = users.find(normal).filter(MongoUsers.Row::active);
    var stored = user.flatMap(users::passwordHash);
    boolean right = passwords.matches(password, stored);
    if (!right || user.isEmpty() || stored.isEmpty()) {
      throw new Failed(
          new Failure.Unauthenticated("The login or the password is wrong. Check both."));
    }
    throttle.right(normal, address);
    if (passwords.outdated(stored.get())) {
      users.rehash(user.get(), stored.get(), passwords.hash(password));
    }
    return sessions.begin(user.get(), agent);
  }

  /**
   * Asks a signed-in person for their password again, with the same limits on guessing.
   *
   * @throws Failed with {@link Failure.Denied} when it is wrong
   */
  void confirm(MongoUsers.Row user, String password, String address) {
    throttle.enter(user.login(), address);
    if (!passwords.matches(password, users.passwordHash(user))) {
      throw Failed.denied("The current password is wrong.");
    }
    throttle.right(user.login(), address);
  }
}
