/** The tree of collections: titles, order, covers, counters, moving, the trash. */
@NullMarked
package org.acervo.collections;

import org.jspecify.annotations.NullMarked;
