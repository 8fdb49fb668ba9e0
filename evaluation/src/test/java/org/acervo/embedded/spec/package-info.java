/** Runs the unified tests that MongoDB publishes for drivers, on the evaluation server. */
@NullMarked
package org.acervo.embedded.spec;

import org.jspecify.annotations.NullMarked;
