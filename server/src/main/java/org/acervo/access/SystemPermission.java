package org.acervo.access;

import java.util.Arrays;
import java.util.Optional;

/** An act on the whole library; held by administrators. */
public enum SystemPermission {
  /** Add, change and remove people and groups. */
  USERS_MANAGE("users.manage"),
  /** Define roles. */
  ROLES_MANAGE("roles.manage"),
  /** Make and move collections at the top level. */
  COLLECTIONS_ROOT("collections.root"),
  /** See and change how this installation works. */
  SYSTEM_CONFIGURE("system.configure"),
  /** Read the history of rights. */
  AUDIT_READ("audit.read"),
  /** Ask what others may do, as an outside program does for its own decisions. */
  ACCESS_EVALUATE("access.evaluate");

  private final String key;

  SystemPermission(String key) {
    this.key = key;
  }

  /** The word in the API and in scopes. */
  public String key() {
    return key;
  }

  public static Optional<SystemPermission> of(String key) {
    return Arrays.stream(values()).filter(p -> p.key.equals(key)).findAny();
  }
}
