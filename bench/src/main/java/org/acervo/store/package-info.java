/** What the measurements have to see of the inside of this room. */
@NullMarked
package org.acervo.store;

import org.jspecify.annotations.NullMarked;
