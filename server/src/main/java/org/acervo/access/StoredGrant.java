package org.acervo.access;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.acervo.kernel.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * A grant as it lies in a collection's document; the names are those of its fields. Other rooms
 * store what {@link Grants} gives them and never look inside.
 *
 * @param p the principal
 * @param perms keys of single permissions, or null
 * @param deny true when the grant withholds, else null
 */
public record StoredGrant(
    String p,
    @Nullable String role,
    @Nullable List<String> perms,
    @Nullable Boolean deny,
    @Nullable Instant until) {

  static StoredGrant of(Grant grant) {
    var keys = grant.permissions().stream().sorted().map(Permission::key).toList();
    return new StoredGrant(
        grant.principal().text(),
        grant.role().map(RoleId::value).orElse(null),
        keys.isEmpty() ? null : keys,
        grant.effect() == Effect.DENY ? true : null,
        grant.until().orElse(null));
  }

  /** The same as the values of a {@link Patch}. */
  public Map<String, Object> fields() {
    var fields = new HashMap<String, Object>();
    fields.put("p", p);
    if (role != null) {
      fields.put("role", role);
    }
    if (perms != null) {
      fields.put("perms", perms);
    }
    if (deny != null) {
      fields.put("deny", deny);
    }
    if (until != null) {
      fields.put("until", until);
    }
    return fields;
  }

  /** Reads what {@link #fields} gives; empty for anything else. */
  static Optional<Grant> of(Object fields) {
    return fields instanceof Map<?, ?> map && map.get("p") instanceof String p
        ? new StoredGrant(
                p,
                map.get("role") instanceof String role ? role : null,
                map.get("perms") instanceof List<?> perms
                    ? perms.stream().map(String::valueOf).toList()
                    : null,
                map.get("deny") instanceof Boolean deny ? deny : null,
                map.get("until") instanceof Instant until ? until : null)
            .read()
        : Optional.empty();
  }

  /** Empty when a newer version stored a kind of principal that is not known here. */
  Optional<Grant> read() {
    var permissions = EnumSet.noneOf(Permission.class);
    if (perms != null) {
      perms.forEach(key -> Permission.of(key).ifPresent(permissions::add));
    }
    return Principal.of(p)
        .map(principal ->
            new Grant(
                principal,
                Optional.ofNullable(role).map(RoleId::new),
                permissions,
                Boolean.TRUE.equals(deny) ? Effect.DENY : Effect.ALLOW,
                Optional.ofNullable(until)));
  }
}
