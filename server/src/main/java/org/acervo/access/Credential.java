package org.acervo.access;

import java.time.Instant;
import java.util.Optional;
import org.acervo.kernel.UserId;

/** With what a person showed who they are. */
public sealed interface Credential {

  /**
   * A browser's session.
   *
   * @param key names the stored session; it is the token's hash, so it opens nothing
   * @param until when it ends if it is not used
   */
  record Session(String key, Instant until) implements Credential {}

  /**
   * A session of an administrator who looks as somebody else. It shows, and changes nothing.
   *
   * @param administrator who looks
   */
  record Looking(String key, Instant until, UserId administrator) implements Credential {}

  /** An API token, named by its id. */
  record ApiToken(String id, Optional<Instant> until) implements Credential {}

  /** Somebody with a shell on the machine: the command line, the demonstration, the tests. */
  record Console() implements Credential {}
}
