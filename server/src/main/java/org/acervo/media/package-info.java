/**
 * Previews, PDF pages, text and metadata of originals, made in worker processes: no decoder ever
 * runs in the server.
 */
@NullMarked
package org.acervo.media;

import org.jspecify.annotations.NullMarked;
