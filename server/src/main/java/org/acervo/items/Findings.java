package org.acervo.items;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was found out by looking into a file.
 *
 * @param taken when the file says it came to be; used where no person said so
 * @param descr what the file says about its content; used where no person said anything
 */
public record Findings(
    Preview preview,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Integer pages,
    @Nullable Taken taken,
    @Nullable String descr,
    Map<String, String> meta,
    Optional<Item.Place> place) {}
