/** The order of names. */
@NullMarked
package org.acervo.collation;

import org.jspecify.annotations.NullMarked;
