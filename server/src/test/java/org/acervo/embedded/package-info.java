/** Tests of the servers a trial brings along. */
@NullMarked
package org.acervo.embedded;

import org.jspecify.annotations.NullMarked;
