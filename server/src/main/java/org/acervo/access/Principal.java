package org.acervo.access;

import java.util.Optional;
import org.acervo.kernel.Failed;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.LinkId;
import org.acervo.kernel.UserId;

/** Who can hold a grant. */
public sealed interface Principal {
  /** One person. */
  record User(UserId id) implements Principal {}

  /** All members of a group, and of the groups inside it. */
  record Group(GroupId id) implements Principal {}

  /** Whoever opens a link. */
  record Link(LinkId id) implements Principal {}

  /** Every person with an account. */
  record SignedIn() implements Principal {}

  /** The whole world, signed in or not. */
  record Everyone() implements Principal {}

  /** The form in the API and in stored grants: {@code user:ID}, {@code everyone}, ... */
  default String text() {
    return switch (this) {
      case User(var id) -> "user:" + id;
      case Group(var id) -> "group:" + id;
      case Link(var id) -> "link:" + id;
      case SignedIn() -> "signed-in";
      case Everyone() -> "everyone";
    };
  }

  /** Reads what {@link #text} writes; empty when {@code text} has another form. */
  static Optional<Principal> of(String text) {
    try {
      return switch (text) {
        case "everyone" -> Optional.of(new Everyone());
        case "signed-in" -> Optional.of(new SignedIn());
        case String s when s.startsWith("user:") -> Optional.of(new User(new UserId(rest(s))));
        case String s when s.startsWith("group:") -> Optional.of(new Group(new GroupId(rest(s))));
        case String s when s.startsWith("link:") -> Optional.of(new Link(new LinkId(rest(s))));
        default -> Optional.empty();
      };
    } catch (Failed malformedId) {
      return Optional.empty();
    }
  }

  private static String rest(String text) {
    return text.substring(text.indexOf(':') + 1);
  }
}
