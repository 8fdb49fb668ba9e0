/**
 * What a trial on one machine needs and the product can do without, as ports: servers to keep the
 * library in, and a library to look at. Each is served by an artifact of its own, which may be
 * absent; {@link java.util.ServiceLoader} finds what is there.
 */
@NullMarked
package org.acervo.trial;

import org.jspecify.annotations.NullMarked;
