/** Tests of the pages of the web interface. */
@NullMarked
package org.acervo.web.ui;

import org.jspecify.annotations.NullMarked;
