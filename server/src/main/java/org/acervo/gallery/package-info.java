/** What people look at: collections and items joined with what the caller may do with them. */
@NullMarked
package org.acervo.gallery;

import org.jspecify.annotations.NullMarked;
