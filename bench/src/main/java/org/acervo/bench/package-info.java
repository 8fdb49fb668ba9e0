/** Measurements: ours beside a peer's, in the same run, on the same machine. */
@NullMarked
package org.acervo.bench;

import org.jspecify.annotations.NullMarked;
