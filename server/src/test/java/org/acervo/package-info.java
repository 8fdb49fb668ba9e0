/** Tests of the house as a whole: its rules, its papers and its launcher. */
@NullMarked
package org.acervo;

import org.jspecify.annotations.NullMarked;
