/** The calls of the HTTP contract, one class for each noun. */
@NullMarked
package org.acervo.web.api;

import org.jspecify.annotations.NullMarked;
