/**
 * Images and PDFs with their metadata: the documents, listing them by keyset, editing, moving, the
 * trash.
 */
@NullMarked
package org.acervo.items;

import org.jspecify.annotations.NullMarked;
