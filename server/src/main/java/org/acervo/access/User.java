package org.acervo.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;

/**
 * A person with an account.
 *
 * @param groups those that name the person directly
 * @param rev counts the changes to this record
 */
public record User(
    UserId id,
    String login,
    String name,
    Optional<String> mail,
    State state,
    boolean admin,
    Optional<String> locale,
    List<GroupId> groups,
    Instant created,
    long rev) {
  public User {
    groups = List.copyOf(groups);
  }

  /** The same in no other groups than {@code there}. */
  User in(Predicate<GroupId> there) {
    return new User(
        id,
        login,
        name,
        mail,
        state,
        admin,
        locale,
        groups.stream().filter(there).toList(),
        created,
        rev);
  }

  /** Whether the account may be used. */
  public enum State {
    ACTIVE,
    DISABLED;

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The word in the API and in the record. */
    public String key() {
      return key;
    }

    public static Optional<State> of(String key) {
      return switch (key) {
        case "active" -> Optional.of(ACTIVE);
        case "disabled" -> Optional.of(DISABLED);
        default -> Optional.empty();
      };
    }
  }
}
