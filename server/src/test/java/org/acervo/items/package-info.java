/** Tests of items, their trash and their moves. */
@NullMarked
package org.acervo.items;

import org.jspecify.annotations.NullMarked;
