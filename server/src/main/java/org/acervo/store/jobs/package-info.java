/** The durable queue of background work: leases, attempts with back-off, progress, cancelling. */
@NullMarked
package org.acervo.store.jobs;

import org.jspecify.annotations.NullMarked;
