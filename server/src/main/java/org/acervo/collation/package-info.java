/** The order of names as people of one language expect it, the same on every server. */
@NullMarked
package org.acervo.collation;

import org.jspecify.annotations.NullMarked;
