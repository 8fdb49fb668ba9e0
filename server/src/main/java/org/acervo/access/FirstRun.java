package org.acervo.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first administrator. Only whoever can read the server's output or its data folder can,
 * because a token is written there and nowhere else; and only while nobody has an account.
 */
public final class FirstRun {
  private static final String FILE = "setup-token";

  private final MongoUsers users;
  private final People people;
  private final Sessions sessions;
  private final Secrets secrets;
  private final Path home;
  private final Path file;
  private volatile @Nullable String token;

  FirstRun(MongoUsers users, People people, Sessions sessions, Secrets secrets, Path home) {
    this.users = users;
    this.people = people;
    this.sessions = sessions;
    this.secrets = secrets;
    this.home = home;
    this.file = home.resolve(FILE);
  }

  /** Whether the first administrator is still to be made. */
  public boolean needed() {
    return users.none();
  }

  /**
   * To be called once at start. While set-up is needed, returns the token to print and writes it to
   * {@code <home>/setup-token}; a token that is there from an earlier start stays valid.
   */
  public Optional<String> begin() {
    try {
      if (!needed()) {
        Files.deleteIfExists(file);
        return Optional.empty();
      }
      var found = Files.exists(file) ? Files.readString(file).strip() : "";
      var valid = found.length() >= 43 ? found : secrets.fresh();
      if (!valid.equals(found)) {
        write(valid);
      }
      token = valid;
      return Optional.of(valid);
    } catch (IOException e) {
      throw new UncheckedIOException("The set-up token cannot be written to " + file, e);
    }
  }

  private void write(String fresh) throws IOException {
    PrivateFiles.folder(home);
    PrivateFiles.write(file, fresh + "\n");
  }

  /**
   * Makes the first administrator and signs them in. Of two at once, one succeeds.
   *
   * @throws Failed with {@link Failure.Conflict} when that has been done, {@link Failure.Denied}
   *     when the token is wrong, {@link Failure.Invalid} for what is wrong with the rest
   */
  public SignedIn setup(
      String setupToken, String login, String name, String password, String agent) {
    if (!needed()) {
      throw done();
    }
    var expected = token;
    if (expected == null || !Secrets.same(expected, setupToken)) {
      throw Failed.denied(
          "The set-up token is wrong. It is in the server's output and in the file "
              + FILE
              + " of its data folder.");
    }
    var made = people.createFirst(login, name, password).orElseThrow(FirstRun::done);
    token = null;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The administrator was made, but " + file + " cannot be removed. Remove it by hand.", e);
    }
    return sessions.begin(made, agent);
  }

  private static Failed done() {
    return Failed.conflict("The first administrator has been made already. Sign in instead.");
  }
}
