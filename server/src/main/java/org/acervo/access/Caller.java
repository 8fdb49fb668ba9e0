package org.acervo.access;

import java.util.Optional;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.UserId;

/** Who asks. */
public sealed interface Caller {
  /** Nobody in particular: holds what {@code everyone} holds. */
  record Anonymous() implements Caller {}

  /** Whoever came through a link: holds what the link and {@code everyone} hold. */
  record Guest(LinkId link) implements Caller {}

  /**
   * A person who has shown who they are.
   *
   * @param admin as it was when the request came in; decisions look at the policy instead
   * @param scopes how far the credential narrows what the person holds
   * @param link one that the person came through; what it opens is open to them too
   */
  record Person(
      UserId id,
      String login,
      String name,
      boolean admin,
      Optional<String> locale,
      Scopes scopes,
      Credential credential,
      Optional<LinkId> link)
      implements Caller {

    @Override
    public Person unscoped() {
      return new Person(id, login, name, admin, locale, Scopes.ALL, credential, link);
    }

    Person through(LinkId opened) {
      return new Person(id, login, name, admin, locale, scopes, credential, Optional.of(opened));
    }
  }

  /** The same with all that they hold, whatever the credential narrows. */
  default Caller unscoped() {
    return this;
  }

  /** How the history of rights names the caller. */
  default String label() {
    return switch (this) {
      case Anonymous() -> "anonymous";
      case Guest(var link) -> "link " + link;
      case Person person -> person.login();
    };
  }

  /** The principal that the caller is before anything else. */
  default Principal principal() {
    return switch (this) {
      case Anonymous() -> new Principal.Everyone();
      case Guest(var link) -> new Principal.Link(link);
      case Person person -> new Principal.User(person.id());
    };
  }
}
