/** Tests of the content cache: contracts, all schedules, and random runs with faults. */
@NullMarked
package org.acervo.cache;

import org.jspecify.annotations.NullMarked;
