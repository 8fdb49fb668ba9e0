package org.acervo.store.changefeed;

import org.acervo.kernel.SnapshotTime;

/** From when on a consumer wants to hear of changes. */
public sealed interface StartingPoint {
  /** From the moment of the subscription. */
  record Now() implements StartingPoint {}

  /** From this time on, the changes at that time included. */
  record At(SnapshotTime time) implements StartingPoint {}

  /**
   * After the last change that a consumer of this name has handled, on whatever node, also before a
   * restart; the first time from the moment of the subscription. The position is written once in a
   * second at most, so what was handled in the last second may come again. Only one consumer of a
   * name may be subscribed at a time in the whole library.
   */
  record Saved() implements StartingPoint {}
}
