package org.acervo.gallery;

import java.time.OffsetDateTime;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.items.Item;

/**
 * An item as one caller sees it.
 *
 * @param taken when it came to be, in its own offset or that of the library
 * @param person whether the caller is somebody with an account
 */
public record Exhibit(Item item, Set<Permission> can, OffsetDateTime taken, boolean person) {
  /** Whether the caller may know the hash of the file: to guests it would tell which file it is. */
  public boolean showsHash() {
    return person && can.contains(Permission.DOWNLOAD);
  }
}
