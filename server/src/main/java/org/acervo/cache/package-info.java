/** Answers of recurring queries, and word of what makes them old. */
@NullMarked
package org.acervo.cache;

import org.jspecify.annotations.NullMarked;
