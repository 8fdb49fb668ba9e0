package org.acervo.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.RoleId;

/**
 * One entry in a collection's list of rights: gives a principal a role, single permissions or both,
 * or withholds them.
 *
 * @param until from this moment on the entry does not exist
 */
public record Grant(
    Principal principal,
    Optional<RoleId> role,
    Set<Permission> permissions,
    Effect effect,
    Optional<Instant> until) {
  public Grant {
    permissions = Set.copyOf(permissions);
    // The record keeps milliseconds; what is read back must equal what was given.
    until = until.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
  }

  static Grant allow(Principal principal, Role role) {
    return new Grant(principal, Optional.of(role.id()), Set.of(), Effect.ALLOW, Optional.empty());
  }

  /** What it gives or withholds: its role's permissions and its own. */
  int mask(Map<RoleId, Role> roles) {
    int mask = Permission.mask(permissions);
    var named = role.map(roles::get);
    return named.isPresent() ? mask | named.get().mask() : mask;
  }

  boolean lastsAsLongAs(Grant other) {
    return until.isEmpty() || (other.until.isPresent() && !until.get().isBefore(other.until.get()));
  }

  boolean exists(Instant now) {
    return until.isEmpty() || now.isBefore(until.get());
  }
}
