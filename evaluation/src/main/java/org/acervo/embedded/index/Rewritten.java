package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What came of giving documents other contents.
 *
 * @param matched how many were found
 * @param modified how many of them are not as they were
 * @param lastBefore the last one found, as it was
 * @param lastAfter the last one found, as it is now
 */
public record Rewritten(
    int matched, int modified, @Nullable Document lastBefore, @Nullable Document lastAfter) {
  static final Rewritten NONE = new Rewritten(0, 0, null, null);
}
