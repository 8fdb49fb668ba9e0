package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.SystemPermission;
import org.acervo.access.User;
import org.jspecify.annotations.Nullable;

/** Who the caller is and what they may do in the whole library. */
record SessionJson(
    MeJson user,
    List<String> permissions,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant until) {

  /** A person by name. */
  record MeJson(String id, String login, String name, boolean admin, @Nullable String locale) {
    static MeJson of(User user) {
      return new MeJson(
          user.id().value(), user.login(), user.name(), user.admin(), user.locale().orElse(null));
    }
  }

  static SessionJson of(Caller.Person person, Set<SystemPermission> permissions) {
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
          case Credential.ApiToken token -> token.until().orElse(null);
          case Credential.Console ignored -> null;
        });
  }
}
