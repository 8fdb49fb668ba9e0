package org.acervo.access;

import static org.acervo.access.Permission.CONTRIBUTE;
import static org.acervo.access.Permission.DELETE;
import static org.acervo.access.Permission.DOWNLOAD;
import static org.acervo.access.Permission.EDIT;
import static org.acervo.access.Permission.LIST;
import static org.acervo.access.Permission.VIEW;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.acervo.kernel.RoleId;
import org.jspecify.annotations.Nullable;

/**
 * A named set of permissions.
 *
 * @param rev counts its changes
 */
public record Role(RoleId id, String name, Set<Permission> permissions, boolean builtin, long rev) {
  public static final Role VIEWER = builtin("viewer", "Viewer", EnumSet.of(LIST, VIEW));
  public static final Role DOWNLOADER =
      builtin("downloader", "Downloader", EnumSet.of(LIST, VIEW, DOWNLOAD));
  public static final Role CONTRIBUTOR =
      builtin("contributor", "Contributor", EnumSet.of(LIST, VIEW, DOWNLOAD, CONTRIBUTE));
  public static final Role EDITOR =
      builtin("editor", "Editor", EnumSet.of(LIST, VIEW, DOWNLOAD, CONTRIBUTE, EDIT, DELETE));
  public static final Role OWNER = builtin("owner", "Owner", EnumSet.allOf(Permission.class));

  /** The roles every installation has, from the narrowest to the widest. */
  public static final List<Role> BUILTIN = List.of(VIEWER, DOWNLOADER, CONTRIBUTOR, EDITOR, OWNER);

  static final Map<RoleId, Role> BUILTIN_BY_ID =
      BUILTIN.stream().collect(Collectors.toUnmodifiableMap(Role::id, Function.identity()));

  public Role {
    permissions = Set.copyOf(permissions);
  }

  private static Role builtin(String id, String name, Set<Permission> permissions) {
    return new Role(new RoleId(id), name, permissions, true, 1);
  }

  int mask() {
    return Permission.mask(permissions);
  }

  /** As it is after a change of the role's document. */
  static Role patched(RoleId id, @Nullable Role old, Patch patch) {
    var name = patch.text("name");
    var permissions = EnumSet.noneOf(Permission.class);
    patch.texts("permissions").forEach(key -> Permission.of(key).ifPresent(permissions::add));
    return new Role(
        id,
        name == null ? (old == null ? "" : old.name()) : name,
        old != null && !patch.touches("permissions") ? old.permissions() : permissions,
        false,
        patch.touches("rev") ? patch.number("rev") : old == null ? 1 : old.rev());
  }
}
