/** Where the rooms are put together and started. */
@NullMarked
package org.acervo;

import org.jspecify.annotations.NullMarked;
