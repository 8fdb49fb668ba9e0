/** The forms in which answers are written down. */
@NullMarked
package org.acervo.web.api;

import org.jspecify.annotations.NullMarked;
