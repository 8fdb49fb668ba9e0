package org.acervo.web.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.Link;
import org.acervo.access.SystemPermission;
import org.acervo.access.User;
import org.jspecify.annotations.Nullable;

/** Who the caller is and what they may do in the whole library. */
record SessionJson(
    @Nullable MeJson user,
    List<String> permissions,
    @Nullable Instant until,
    @Nullable MeJson as,
    @Nullable LinkRef link) {

  /** Of whoever is not signed in. */
  static final SessionJson NOBODY = new SessionJson(null, List.of(), null, null, null);

  /** The link that a guest came through. */
  record LinkRef(
      String id, String kind, String target, String title, String role, @Nullable Instant until) {
    static LinkRef of(Link link) {
      return new LinkRef(
          link.id().value(),
          LinkJson.kind(link.target()),
          LinkJson.id(link.target()),
          link.title(),
          link.role().value(),
          link.until().orElse(null));
    }
  }

  /** A person by name. */
  record MeJson(String id, String login, String name, boolean admin, @Nullable String locale) {
    static MeJson of(User user) {
      return new MeJson(
          user.id().value(), user.login(), user.name(), user.admin(), user.locale().orElse(null));
    }
  }

  static SessionJson of(Link link) {
    return new SessionJson(null, List.of(), link.until().orElse(null), null, LinkRef.of(link));
  }

  static SessionJson of(
      Caller.Person person, Set<SystemPermission> permissions, @Nullable MeJson as) {
    return new SessionJson(
        new MeJson(
            person.id().value(),
            person.login(),
            person.name(),
            person.admin(),
            person.locale().orElse(null)),
        permissions.stream().sorted().map(SystemPermission::key).toList(),
        switch (person.credential()) {
          case Credential.Session session -> session.until();
          case Credential.Looking looking -> looking.until();
          case Credential.ApiToken token -> token.until().orElse(null);
          case Credential.Console ignored -> null;
        },
        as,
        null);
  }
}
