/** The way of a file from a person's machine into a collection. */
@NullMarked
package org.acervo.uploads;

import org.jspecify.annotations.NullMarked;
