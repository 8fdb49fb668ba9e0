/** Storage of the evaluation MongoDB server: ordered persistent indexes and durable commits. */
@NullMarked
package org.acervo.embedded.index;

import org.jspecify.annotations.NullMarked;
