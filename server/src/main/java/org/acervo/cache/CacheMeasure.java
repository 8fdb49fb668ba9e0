package org.acervo.cache;

import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisSeal;

/**
 * Measuring face of this room: what it leaves in Redis. For {@code ./acervo bench}, which compares
 * it with bare values of the same size; the product does not call it.
 */
public final class CacheMeasure {
  private CacheMeasure() {}

  /** How many bytes Redis is asked for to get an answer with this body. */
  public static int frameBytes(Body body) {
    var frame = new Frame(new RedisSeal(new byte[RedisSeal.LENGTH]));
    return frame.write("", new Entry(body, SnapshotTime.ZERO, 0)).length;
  }
}
