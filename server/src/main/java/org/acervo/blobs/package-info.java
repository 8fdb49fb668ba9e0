/**
 * Bytes that are named by their SHA-256: taken in, read back and checked, kept once, given out in
 * ranges.
 */
@NullMarked
package org.acervo.blobs;

import org.jspecify.annotations.NullMarked;
