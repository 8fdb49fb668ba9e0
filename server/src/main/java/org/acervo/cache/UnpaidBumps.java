package org.acervo.cache;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.SnapshotTime;

/**
 * The generations that this node could not raise, because Redis was away when it wrote. It trusts
 * nothing before they are raised. Guarded by itself, since whoever trusts must know that there are
 * none.
 *
 * <p>While Redis is away for long they may become too many to remember. Then they are left to the
 * {@link Relay}: a marker lives two seconds and is begun before the relay reads what it stands for,
 * so one that is there {@link Link#DARK} after the last write stands for all of them.
 */
final class UnpaidBumps {
  static final int MOST = 10_000;

  private final LongSupplier nanos;
  private final Map<CollectionId, SnapshotTime> owed = new HashMap<>();
  private boolean tooMany;
  private long leftUntil;

  /**
   * Builds it.
   *
   * @param nanos as {@link System#nanoTime}
   */
  UnpaidBumps(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void add(Collection<CollectionId> roots, SnapshotTime time) {
    if (tooMany || owed.size() + roots.size() > MOST) {
      owed.clear();
      tooMany = true;
      leftUntil = nanos.getAsLong() + Link.DARK.toNanos();
    } else {
      roots.forEach(root -> owed.merge(root, time, PendingInvalidations::later));
    }
  }

  synchronized boolean none() {
    return !tooMany && owed.isEmpty();
  }

  /** Raises them; false while the relay has to be waited for. */
  synchronized boolean pay(Shared shared) {
    if (tooMany && leftUntil - nanos.getAsLong() > 0) {
      return false;
    }
    tooMany = false;
    owed.forEach((root, time) -> shared.bump(Set.of(root), time));
    owed.clear();
    return true;
  }
}
