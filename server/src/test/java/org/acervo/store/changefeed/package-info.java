/** Tests of the change feed. */
@NullMarked
package org.acervo.store.changefeed;

import org.jspecify.annotations.NullMarked;
