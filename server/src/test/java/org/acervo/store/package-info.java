/** The connections to the servers, opened as tests want them. */
@NullMarked
package org.acervo.store;

import org.jspecify.annotations.NullMarked;
