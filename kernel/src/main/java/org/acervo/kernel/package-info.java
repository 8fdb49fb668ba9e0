/**
 * The words every room shares: ids, pages, byte ranges, sizes and the kinds of failure. JDK only.
 */
@NullMarked
package org.acervo.kernel;

import org.jspecify.annotations.NullMarked;
