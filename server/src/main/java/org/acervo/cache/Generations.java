package org.acervo.cache;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows of the time of the last write below each collection.
 *
 * <p>Knowledge comes in an answer and is taken away by a push, on the same connection but handled
 * by different threads, so the push may be handled before the answer that it overtakes. Therefore
 * whoever asks takes a {@link #stamp} first, and {@link #learn} keeps nothing if anything was
 * dropped under that stamp since (a seqlock: the reader of a value finds out that a writer came
 * by). Learning and dropping one collection exclude each other, and a drop counts before it
 * removes: either the one who learns sees the count, or the drop removes what was learnt.
 *
 * <p>Counters are shared by collections in stripes; a collision costs a question, never an answer.
 */
final class Generations {
  private static final int STRIPES = 1 << 10;
  private static final int MOST = 200_000;

  private final ConcurrentHashMap<CollectionId, SnapshotTime> known = new ConcurrentHashMap<>();
  private final AtomicLongArray drops = new AtomicLongArray(STRIPES);
  private final AtomicLong dropsOfAll = new AtomicLong();

  /** The time of the last write below {@code root}, unless it is not known for certain now. */
  @Nullable SnapshotTime of(CollectionId root) {
    return known.get(root);
  }

  long stamp(CollectionId root) {
    return drops.get(stripe(root)) + dropsOfAll.get();
  }

  /** Keeps what was heard, unless it may be over already. */
  void learn(CollectionId root, SnapshotTime generation, long stamp) {
    if (size() >= MOST) {
      dropAll();
    }
    known.compute(root, (_, before) -> stamp(root) == stamp ? later(before, generation) : before);
  }

  private static SnapshotTime later(@Nullable SnapshotTime a, SnapshotTime b) {
    return a == null || a.compareTo(b) < 0 ? b : a;
  }

  void drop(CollectionId root) {
    drops.incrementAndGet(stripe(root));
    known.remove(root);
  }

  void dropAll() {
    dropsOfAll.incrementAndGet();
    known.clear();
  }

  int size() {
    return known.size();
  }

  private static int stripe(CollectionId root) {
    int hash = root.value().hashCode();
    return (hash ^ hash >>> 16) & STRIPES - 1;
  }
}
