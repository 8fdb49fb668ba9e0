/**
 * Shuts a worker process in before it sees a file: a launcher of a few lines of Java that gives up
 * what a decoder does not need and then becomes the worker.
 */
@NullMarked
package org.acervo.media.confine;

import org.jspecify.annotations.NullMarked;
