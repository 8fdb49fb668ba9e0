/** What the measurements have to see of the inside of this room. */
@NullMarked
package org.acervo.access;

import org.jspecify.annotations.NullMarked;
