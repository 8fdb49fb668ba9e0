package org.acervo.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One atomic act on a collection or on the items in it. */
public enum Permission {
  /** See the collection in the tree and which items it holds. */
  LIST,
  /** Look at previews, pages, texts and details of items. */
  VIEW,
  /** Fetch the original bytes. */
  DOWNLOAD,
  /** Add items and collections below. */
  CONTRIBUTE,
  /** Change titles, descriptions, tags and covers. */
  EDIT,
  /** Move to the trash, restore, move away. */
  DELETE,
  /** See and change the grants. */
  SHARE,
  /** Change how the collection works. */
  MANAGE;

  private static final Map<String, Permission> BY_KEY =
      Arrays.stream(values()).collect(Collectors.toMap(Permission::key, Function.identity()));

  private final String key = name().toLowerCase(Locale.ROOT);

  /** The word in the API and in stored grants. */
  public String key() {
    return key;
  }

  public static Optional<Permission> of(String key) {
    return Optional.ofNullable(BY_KEY.get(key));
  }
}
