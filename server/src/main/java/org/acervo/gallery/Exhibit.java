package org.acervo.gallery;

import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.items.Item;

/** An item as one caller sees it. */
public record Exhibit(Item item, Set<Permission> can) {}
