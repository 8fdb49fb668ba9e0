/** Health and metrics, for those who run Acervo. */
@NullMarked
package org.acervo.web.ops;

import org.jspecify.annotations.NullMarked;
