package org.acervo.access;

import java.time.Duration;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.UserId;

/**
 * Signing in with a password. An unknown login, a disabled person, one without a password and a
 * wrong password are the same answer after the same work.
 */
public final class SignIn {
  private final MongoUsers users;
  private final Passwords passwords;
  private final Throttle throttle;
  private final Devices devices;
  private final Sessions sessions;

  SignIn(
      MongoUsers users,
      Passwords passwords,
      Throttle throttle,
      Devices devices,
      Sessions sessions) {
    this.users = users;
    this.passwords = passwords;
    this.throttle = throttle;
    this.devices = devices;
    this.sessions = sessions;
  }

  /** The same from a device that keeps nothing of an earlier sign-in. */
  public SignedIn signIn(String login, String password, String address, String agent) {
    return signIn(login, password, address, Optional.empty(), agent);
  }

  /**
   * Begins a session.
   *
   * @param address where the request comes from
   * @param device what {@link #device} gave to the device, if it has kept that
   * @param agent what the browser calls itself
   * @throws Failed with {@link Failure.Unauthenticated}, or {@link Failure.Busy} after too many
   *     wrong passwords
   */
  public SignedIn signIn(
      String login, String password, String address, Optional<String> device, String agent) {
    var normal = Faults.normalLogin(login);
    // The person is read before the password, so a password changed meanwhile ends this session.
    var user = users.find(normal).filter(MongoUsers.Row::active);
    var source = source(user, device, address);
    throttle.enter(normal, source);
    var stored = user.flatMap(users::passwordHash);
    boolean right = passwords.matches(password, stored);
    if (!right || user.isEmpty() || stored.isEmpty()) {
      throw new Failed(
          new Failure.Unauthenticated("The login or the password is wrong. Check both."));
    }
    throttle.right(normal, source);
    if (passwords.outdated(stored.get())) {
      users.rehash(user.get(), stored.get(), passwords.hash(password));
    }
    return sessions.begin(user.get(), agent);
  }

  private Throttle.Source source(
      Optional<MongoUsers.Row> user, Optional<String> device, String address) {
    return user.flatMap(
            person -> device.flatMap(text -> devices.known(text, new UserId(person.id()))))
        .<Throttle.Source>map(Throttle.Source.Known::new)
        .orElseGet(() -> new Throttle.Source.Address(address));
  }

  /**
   * What the device is to keep, so that nobody else's wrong passwords hold the person up there.
   *
   * @see #deviceLife
   */
  public String device(Caller.Person person) {
    return devices.issue(person.id());
  }

  /** How long a device is known after a sign-in. */
  public static Duration deviceLife() {
    return Devices.LIFE;
  }

  /**
   * Asks a signed-in person for their password again, with the same limits on guessing.
   *
   * @throws Failed with {@link Failure.Denied} when it is wrong
   */
  void confirm(MongoUsers.Row user, String password) {
    var own = new Throttle.Source.Known("own session");
    throttle.enter(user.login(), own);
    if (!passwords.matches(password, users.passwordHash(user))) {
      throw Failed.denied("The current password is wrong.");
    }
    throttle.right(user.login(), own);
  }
}
