/** Tests of bytes on their way in, kept, and removed. */
@NullMarked
package org.acervo.blobs;

import org.jspecify.annotations.NullMarked;
