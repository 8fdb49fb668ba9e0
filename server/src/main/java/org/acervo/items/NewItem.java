package org.acervo.items;

import java.time.Instant;
import java.util.Optional;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.Kind;
import org.acervo.kernel.Sha256;
import org.acervo.kernel.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An item that is about to exist.
 *
 * @param key the same key of the same person names the same upload, however often it is sent
 * @param preview pending where something can draw it
 */
public record NewItem(
    CollectionId home,
    Kind kind,
    String type,
    String name,
    ItemEdit words,
    long size,
    Sha256 sha256,
    UserId by,
    Optional<String> key,
    Preview preview,
    @Nullable Instant taken) {}
