package org.acervo.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One atomic act on a collection or on the items in it. */
public enum Permission {
  /** See the collection in the tree and which items it holds. */
  LIST(0x1),
  /** Look at previews, pages, texts and details of items. */
  VIEW(0x2),
  /** Fetch the original bytes. */
  DOWNLOAD(0x4),
  /** Add items and collections below. */
  CONTRIBUTE(0x8),
  /** Change titles, descriptions, tags and covers. */
  EDIT(0x10),
  /** Move to the trash, restore, move away. */
  DELETE(0x20),
  /** See and change the grants. */
  SHARE(0x40),
  /** Change how the collection works. */
  MANAGE(0x80);

  private static final Map<String, Permission> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(Permission::key, Function.identity()));

  private final int bit;
  private final String key = name().toLowerCase(Locale.ROOT);

  Permission(int bit) {
    this.bit = bit;
  }

  /** The word in the API and in stored grants. */
  public String key() {
    return key;
  }

  /** Its place in a {@link #mask}. */
  int bit() {
    return bit;
  }

  /** Sets of permissions as bits, for where many are kept. */
  static int mask(Iterable<Permission> permissions) {
    int mask = 0;
    for (var permission : permissions) {
      mask |= permission.bit();
    }
    return mask;
  }

  static Set<Permission> set(int mask) {
    var permissions = EnumSet.noneOf(Permission.class);
    for (var permission : values()) {
      if ((mask & permission.bit()) != 0) {
        permissions.add(permission);
      }
    }
    return permissions;
  }

  /** As a refusal names them: {@code 'view', 'edit'}. */
  static String words(int mask) {
    return set(mask).stream()
        .map(permission -> "'" + permission.key() + "'")
        .collect(Collectors.joining(", "));
  }

  public static Optional<Permission> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }
}
