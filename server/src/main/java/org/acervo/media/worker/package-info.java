/**
 * The other process: the engines that open untrusted files; the only place that imports an image or
 * PDF library.
 */
@NullMarked
package org.acervo.media.worker;

import org.jspecify.annotations.NullMarked;
