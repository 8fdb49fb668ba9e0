package org.acervo.cache;

import org.acervo.kernel.SnapshotTime;
import org.acervo.store.RedisSeal;

/** Weighs what the cache leaves in Redis, and makes what it keeps. */
public final class Inside {
  private Inside() {}

  /** How many bytes Redis is asked for to get an answer with this body. */
  public static int frameBytes(Body body) {
    return new Frame(new RedisSeal(new byte[32])).write("", new Entry(body, SnapshotTime.ZERO, 0)).length;
  }

  /** Of no bytes. */
  public static Body emptyBody() {
    return Body.of(Draft.of(new byte[0]));
  }
}
