package org.acervo.gallery;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.acervo.access.Permission;
import org.acervo.collections.Collection;
import org.acervo.collections.Tally;
import org.acervo.items.Item;
import org.acervo.kernel.CollectionId;

/**
 * A collection as one caller sees it.
 *
 * @param parent where it hangs in the caller's tree; {@link CollectionId#ROOT} also when its real
 *     parent is hidden
 * @param path the visible collections above it, from the top
 * @param children how many visible collections hang directly below it
 * @param below what lies in it and below, as far as the caller may see
 * @param cover an item to stand for it that the caller may list and view
 */
public record Shelf(
    Collection collection,
    CollectionId parent,
    List<Ref> path,
    int children,
    Tally own,
    Tally below,
    Set<Permission> can,
    Optional<Item> cover) {}
