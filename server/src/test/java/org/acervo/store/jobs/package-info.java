/** The queue of background work. */
@NullMarked
package org.acervo.store.jobs;

import org.jspecify.annotations.NullMarked;
