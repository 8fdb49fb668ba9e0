package org.acervo.embedded.index;

import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/** Reads the keys of one group in one direction; can stop anywhere and go on at a later version. */
final class GroupReader<V> {
  private final MVMap<byte[], V> map;
  private final QueryPlan.Group group;
  private final List<Interval> intervals;
  private final boolean reverse;

  private int at;
  private @Nullable Cursor<byte[], V> cursor;
  private byte @Nullable [] key;
  private byte @Nullable [] last;

  GroupReader(MVMap<byte[], V> map, QueryPlan.Group group, boolean reverse) {
    this.map = map;
    this.group = group;
    this.intervals = reverse ? group.intervals().reversed() : group.intervals();
    this.reverse = reverse;
  }

  /** Goes on behind the last key taken, in the newest version of the map. */
  void open() {
    cursor = null;
    advance();
  }

  byte @Nullable [] key() {
    return key;
  }

  @Nullable V value() {
    return cursor == null ? null : cursor.getValue();
  }

  /** Takes the current key. */
  void take() {
    last = key;
    advance();
  }

  /** Orders two readers of a plan by what follows their prefixes. */
  int compareSuffix(GroupReader<V> other) {
    byte[] mine = key;
    byte[] theirs = other.key;
    if (mine == null || theirs == null) {
      return Boolean.compare(mine == null, theirs == null);
    }
    int order =
        Arrays.compareUnsigned(
            mine,
            group.prefix().length,
            mine.length,
            theirs,
            other.group.prefix().length,
            theirs.length);
    return reverse ? -order : order;
  }

  private void advance() {
    key = null;
    while (at < intervals.size() && key == null) {
      if (cursor == null) {
        cursor = start(intervals.get(at));
      }
      key = nextInside(intervals.get(at));
      if (key == null) {
        cursor = null;
        at++;
      }
    }
  }

  private Cursor<byte[], V> start(Interval interval) {
    byte[] from = reverse ? interval.high().key() : interval.low().key();
    byte[] resume = last;
    if (resume != null && (from == null || reverse == Arrays.compareUnsigned(resume, from) < 0)) {
      from = resume;
    }
    return map.cursor(map.flushAndGetRoot(), from, null, reverse);
  }

  private byte @Nullable [] nextInside(Interval interval) {
    byte[] low = interval.low().key();
    byte[] high = interval.high().key();
    Cursor<byte[], V> keys = cursor;
    while (low != null && keys != null && keys.hasNext()) {
      byte[] next = keys.next();
      boolean below = Arrays.compareUnsigned(next, low) < 0;
      boolean above = high != null && Arrays.compareUnsigned(next, high) >= 0;
      if (reverse ? below : above) {
        return null;
      }
      if (!below && !above && !taken(next)) {
        return next;
      }
    }
    return null;
  }

  private boolean taken(byte[] next) {
    byte[] resume = last;
    if (resume == null) {
      return false;
    }
    int order = Arrays.compareUnsigned(next, resume);
    return reverse ? order >= 0 : order <= 0;
  }
}
