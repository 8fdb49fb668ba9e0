package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Iterator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The recent changes in the order of their logical times, kept in the store itself: an entry
 * becomes durable together with the change it tells of, and a change stream can be resumed after a
 * restart. Bounded in number; the oldest entries go first. Written under the store's exclusive
 * lock.
 */
final class ChangeLog {
  static final long DEFAULT_ENTRIES = 100_000;
  private static final String TRIMMED = "trimmed";

  private final MVMap<Long, byte[]> entries;
  private final MVMap<String, Long> state;
  private final long maxEntries;
  private volatile long newest;

  /** One change: its time and its event, still without a resume token. */
  record Entry(long time, Document event) {
    String database() {
      return namespace("db");
    }

    String collection() {
      return namespace("coll");
    }

    private String namespace(String part) {
      return event.get("ns") instanceof Document ns && ns.get(part) instanceof String name
          ? name
          : "";
    }
  }

  ChangeLog(MVStore store, long maxEntries) {
    this.maxEntries = maxEntries;
    entries =
        store.openMap(
            "acervo.changes", new MVMap.Builder<Long, byte[]>().keyType(new UnsignedTimes()));
    state = store.openMap("acervo.changes.state");
    Long last = entries.lastKey();
    newest = last == null ? 0 : last;
  }

  void append(long time, Document event) {
    ByteBuf out = Unpooled.buffer(256);
    BsonEncoder.encodeDocument(event, out);
    byte[] entry = new byte[out.readableBytes()];
    out.readBytes(entry);
    entries.put(time, entry);
    newest = time;
    if (entries.sizeAsLong() > maxEntries) {
      Long oldest = entries.firstKey();
      entries.remove(oldest);
      state.put(TRIMMED, oldest);
    }
  }

  /** Whether everything after {@code position} is still here. */
  boolean reaches(long position) {
    Long trimmed = state.get(TRIMMED);
    return trimmed == null || Long.compareUnsigned(position, trimmed) >= 0;
  }

  Iterator<Entry> after(long position) {
    Cursor<Long, byte[]> cursor = entries.cursor(position + 1);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return cursor.hasNext();
      }

      @Override
      public Entry next() {
        long time = cursor.next();
        return new Entry(time, BsonDecoder.decodeBson(Unpooled.wrappedBuffer(cursor.getValue())));
      }
    };
  }

  /** Wakes those who wait; called when a command has finished. */
  synchronized void published() {
    notifyAll();
  }

  /** Returns when there is an entry after {@code position}, or after so many milliseconds. */
  synchronized void awaitAfter(long position, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    long left = millis;
    while (Long.compareUnsigned(newest, position) <= 0 && left > 0) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }
}
