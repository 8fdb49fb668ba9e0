/**
 * MongoDB and Redis for a trial on one machine and for the tests: real servers as child processes
 * where they are installed, else an in-process evaluation server that speaks MongoDB's protocol.
 */
@NullMarked
package org.acervo.embedded;

import org.jspecify.annotations.NullMarked;
