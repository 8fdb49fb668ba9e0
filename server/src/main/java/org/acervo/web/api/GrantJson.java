package org.acervo.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.acervo.access.Effect;
import org.acervo.access.Grant;
import org.acervo.access.GrantList;
import org.acervo.access.Permission;
import org.acervo.access.Principal;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure.Fault;
import org.acervo.kernel.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * A grant as clients see and send it.
 *
 * @param name what the principal is called; in answers only, ignored when it is sent back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GrantJson(
    @Nullable String principal,
    @Nullable String role,
    @Nullable List<String> permissions,
    @Nullable String effect,
    @Nullable Instant until,
    @Nullable String name) {

  static GrantJson of(GrantList.Named named) {
    var grant = named.grant();
    var permissions = grant.permissions().stream().sorted().map(Permission::key).toList();
    return new GrantJson(
        grant.principal().text(),
        grant.role().map(RoleId::value).orElse(null),
        permissions.isEmpty() ? null : permissions,
        switch (grant.effect()) {
          case ALLOW -> "allow";
          case DENY -> "deny";
        },
        grant.until().orElse(null),
        named.name().isEmpty() ? null : named.name());
  }

  /**
   * What was sent.
   *
   * @param field where it stands in the request, for the message
   * @throws Failed naming the part that cannot be read
   */
  Grant read(String field) {
    var whom = Needed.of(principal, field + ".principal");
    return new Grant(
        Principal.of(whom)
            .orElseThrow(() ->
                Failed.invalid(
                    field + ".principal",
                    "names "
                        + Fault.quoted(whom)
                        + ", but must be user:ID, group:ID, link:ID, signed-in or everyone")),
        Optional.ofNullable(role).map(id -> readRole(id, field + ".role")),
        readPermissions(field + ".permissions"),
        readEffect(field + ".effect"),
        Optional.ofNullable(until));
  }

  static RoleId readRole(String id, String field) {
    try {
      return new RoleId(id);
    } catch (Failed malformed) {
      throw Failed.invalid(field, "names " + Fault.quoted(id) + ", which does not exist");
    }
  }

  private EnumSet<Permission> readPermissions(String field) {
    var read = EnumSet.noneOf(Permission.class);
    if (permissions != null) {
      for (var key : Needed.all(permissions, field)) {
        read.add(
            Permission.of(key)
                .orElseThrow(() ->
                    Failed.invalid(
                        field, "names " + Fault.quoted(key) + ", which is no permission")));
      }
    }
    return read;
  }

  private Effect readEffect(String field) {
    return switch (effect) {
      case "allow" -> Effect.ALLOW;
      case "deny" -> Effect.DENY;
      case null -> Effect.ALLOW;
      default ->
          throw Failed.invalid(field, "is " + Fault.quoted(effect) + " but must be allow or deny");
    };
  }
}
