package org.acervo.access;

import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.GroupId;
import org.acervo.kernel.UserId;

/**
 * What the policy knows of one person.
 *
 * @param gen sessions and tokens of another generation are over
 * @param groups those that name the person directly
 */
record Member(
    boolean active,
    boolean admin,
    long gen,
    String login,
    String name,
    Optional<String> locale,
    Set<GroupId> groups) {
  Member {
    groups = Set.copyOf(groups);
  }

  Caller.Person caller(UserId id, Scopes scopes, Credential credential) {
    return new Caller.Person(id, login, name, admin, locale, scopes, credential, Optional.empty());
  }

  /** As it is after a change of the person's document. */
  static Member patched(Member before, Patch patch) {
    return new Member(
        patch.touches("state")
            ? User.State.ACTIVE.key().equals(patch.text("state"))
            : before.active(),
        patch.touches("admin") ? patch.flag("admin") : before.admin(),
        patch.touches("gen") ? patch.number("gen") : before.gen(),
        patch.touches("login") ? or(patch.text("login")) : before.login(),
        patch.touches("name") ? or(patch.text("name")) : before.name(),
        patch.touches("locale") ? Optional.ofNullable(patch.text("locale")) : before.locale(),
        patch.touches("groups") ? Groups.ids(patch.texts("groups")) : before.groups());
  }

  static Member none() {
    return new Member(false, false, 0, "", "", Optional.empty(), Set.of());
  }

  private static String or(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
