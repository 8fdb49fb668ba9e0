package org.acervo.cache;

import org.acervo.kernel.CollectionId;

/**
 * Names a recurring query. Whatever decides about the answer is in its name: rights too, so that no
 * answer can reach somebody for whom it was not made.
 *
 * @param root the collection that is looked at; a write at or below it makes the answer old
 * @param query what is asked, written the same way each time
 * @param sight what the caller may do there: people with equal sight share the answer
 */
public record ViewKey(View view, CollectionId root, String query, String sight) {}
