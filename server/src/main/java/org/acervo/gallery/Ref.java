package org.acervo.gallery;

import org.acervo.kernel.CollectionId;

/** A collection by name. */
public record Ref(CollectionId id, String title) {}
