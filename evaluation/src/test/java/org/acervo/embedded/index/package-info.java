/** Tests of the evaluation store from the inside. */
@NullMarked
package org.acervo.embedded.index;

import org.jspecify.annotations.NullMarked;
