package org.acervo.embedded.index;

import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.Page;
import org.jspecify.annotations.Nullable;

/**
 * The documents a plan leads to, in its order, each once.
 *
 * <p>Between {@link #open} and {@link #suspend} everything is read as of one version, which stays
 * pinned so that its pages are not overwritten. Opened again, reading goes on behind the last
 * candidate as the data then is, like a cursor of a real server.
 */
final class Candidates implements AutoCloseable {
  @SuppressWarnings("ArrayRecordComponent") // never compared or changed
  record Candidate(RecordId id, byte[] bson) {}

  private final MVMap<byte[], byte[]> documents;
  private final QueryPlan plan;
  private final Set<RecordId> seen = new HashSet<>();
  private final Merge<?> merge;
  private @Nullable Page<byte[], byte[]> root;
  private MVStore.@Nullable TxCounter pin;

  Candidates(QueryPlan plan, MVMap<byte[], byte[]> documents) {
    this.documents = documents;
    this.plan = plan;
    this.merge = merge(plan.path().keys(), plan);
  }

  private static <V> Merge<V> merge(MVMap<byte[], V> map, QueryPlan plan) {
    return new Merge<>(map, plan);
  }

  /** Reads on, as of now. Whoever calls this keeps writers out of it. */
  void open() {
    if (pin == null) {
      pin = documents.getStore().registerVersionUsage();
    }
    root = documents.flushAndGetRoot().root;
    merge.open();
  }

  /** The next document, null behind the last one. */
  @Nullable Candidate next() {
    while (root != null) {
      byte[] key = merge.peek();
      if (key == null) {
        return null;
      }
      Object value = merge.value();
      merge.take();
      RecordId id = value instanceof byte[] ? new RecordId(key) : EntryKeys.recordId(key);
      if (plan.distinct() || seen.add(id)) {
        byte[] bson = value instanceof byte[] document ? document : documents.get(root, id.bytes());
        if (bson != null) {
          return new Candidate(id, bson);
        }
      }
    }
    return null;
  }

  /** Lets go of the version read until now. */
  void suspend() {
    root = null;
    if (pin != null) {
      documents.getStore().deregisterVersionUsage(pin);
      pin = null;
    }
  }

  @Override
  public void close() {
    suspend();
  }

  /** The readers of all groups, the one with the least key first. */
  private static final class Merge<V> {
    private final List<GroupReader<V>> readers;
    private final PriorityQueue<GroupReader<V>> queue;

    Merge(MVMap<byte[], V> map, QueryPlan plan) {
      this.readers =
          plan.groups().stream()
              .map(group -> new GroupReader<>(map, group, plan.reverse()))
              .toList();
      this.queue = new PriorityQueue<>(GroupReader::compareSuffix);
    }

    void open() {
      queue.clear();
      for (GroupReader<V> reader : readers) {
        reader.open();
        if (reader.key() != null) {
          queue.add(reader);
        }
      }
    }

    byte @Nullable [] peek() {
      GroupReader<V> least = queue.peek();
      return least == null ? null : least.key();
    }

    @Nullable V value() {
      GroupReader<V> least = queue.peek();
      return least == null ? null : least.value();
    }

    void take() {
      GroupReader<V> least = queue.poll();
      if (least != null) {
        least.take();
        if (least.key() != null) {
          queue.add(least);
        }
      }
    }
  }
}
