/** Tests of the cache: its levels, its claim, and every order in which things can happen. */
@NullMarked
package org.acervo.cache;

import org.jspecify.annotations.NullMarked;
