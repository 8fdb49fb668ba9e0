/** Tests of the words every room shares. */
@NullMarked
package org.acervo.kernel;

import org.jspecify.annotations.NullMarked;
