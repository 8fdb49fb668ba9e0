package org.acervo.cache;

import org.acervo.kernel.DataSize;

/**
 * How the cache is to be.
 *
 * @param on whether anything is kept at all
 * @param memory how much of the heap entries may take
 */
public record CacheConfig(boolean on, DataSize memory) {
  public static final CacheConfig DEFAULT = new CacheConfig(true, DataSize.mib(64));
}
