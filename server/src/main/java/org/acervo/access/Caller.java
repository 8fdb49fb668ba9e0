package org.acervo.access;

import java.util.Optional;
import org.acervo.kernel.UserId;

/** Who asks. */
public sealed interface Caller {
  /** Nobody in particular: holds what {@code everyone} holds. */
  record Anonymous() implements Caller {}

  /**
   * A person who has shown who they are.
   *
   * @param admin as it was when the request came in; decisions look at the policy instead
   * @param scopes how far the credential narrows what the person holds
   */
  record Person(
      UserId id,
      String login,
      String name,
      boolean admin,
      Optional<String> locale,
      Scopes scopes,
      Credential credential)
      implements Caller {}

  /** How the history of rights names the caller. */
  default String label() {
    return switch (this) {
      case Anonymous() -> "anonymous";
      case Person person -> person.login();
    };
  }
}
