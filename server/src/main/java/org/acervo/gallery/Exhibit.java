package org.acervo.gallery;

import java.time.OffsetDateTime;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.items.Item;

/**
 * An item as one caller sees it.
 *
 * @param taken when it came to be, in its own offset or that of the library
 */
public record Exhibit(Item item, Set<Permission> can, OffsetDateTime taken) {}
