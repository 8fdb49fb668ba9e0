/** Reads forms of several parts as they come, without ever holding more than their limits. */
@NullMarked
package org.acervo.web.form;

import org.jspecify.annotations.NullMarked;
