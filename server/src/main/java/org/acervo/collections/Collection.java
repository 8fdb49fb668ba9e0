package org.acervo.collections;

import java.time.Instant;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.ItemId;

/**
 * One node of the tree.
 *
 * @param parent {@link CollectionId#ROOT} for a top-level collection
 * @param cover the item chosen to stand for it, if one was
 * @param order its place among its siblings; equal ones are ordered by title
 * @param own what lies directly in it
 * @param rev grows with every edit
 * @param trashed since when it lies in the trash, if it was put there itself
 */
public record Collection(
    CollectionId id,
    CollectionId parent,
    String title,
    String descr,
    Optional<ItemId> cover,
    long order,
    Tally own,
    long rev,
    Optional<Instant> trashed) {}
