@NullMarked
package org.acervo.web.form;

import org.jspecify.annotations.NullMarked;
