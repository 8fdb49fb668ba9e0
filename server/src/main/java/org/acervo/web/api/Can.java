package org.acervo.web.api;

import java.util.Set;
import org.acervo.access.Permission;

/** What the caller may do with something. */
record Can(
    boolean view,
    boolean download,
    boolean contribute,
    boolean edit,
    boolean delete,
    boolean share,
    boolean manage) {

  static Can of(Set<Permission> permissions) {
    return new Can(
        permissions.contains(Permission.VIEW),
        permissions.contains(Permission.DOWNLOAD),
        permissions.contains(Permission.CONTRIBUTE),
        permissions.contains(Permission.EDIT),
        permissions.contains(Permission.DELETE),
        permissions.contains(Permission.SHARE),
        permissions.contains(Permission.MANAGE));
  }
}
