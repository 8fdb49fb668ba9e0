package org.acervo.embedded.index;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/**
 * Brings the keys of a file of format 0 into UTF-8 order. That format wrote a character above
 * U+FFFF as two halves of three bytes each, so exactly the keys that hold such halves are written
 * anew. Every step is a change of its own that may be repeated: index entries first, which are
 * found through the old keys of the documents, then the documents.
 */
final class KeyOrderUpgrade {
  /** Format 1: strings in keys are UTF-8. */
  static final int FORMAT = 1;

  private static final byte[] TEXT_FROM = {OrderedBytes.STRING};
  private static final byte[] TEXT_TO = {OrderedBytes.BINARY};

  private final IndexedCollection collection;
  private final MVMap<byte[], byte[]> documents;
  private final GroupCommit commits;

  KeyOrderUpgrade(
      IndexedCollection collection, MVMap<byte[], byte[]> documents, GroupCommit commits) {
    this.collection = collection;
    this.documents = documents;
    this.commits = commits;
  }

  void run() {
    for (OrderedIndex index : collection.orderedIndexes()) {
      for (byte[] entry : suspects(index.entries().cursor(null))) {
        commits.change(() -> renew(index, entry));
      }
    }
    for (byte[] key : suspects(documents.cursor(TEXT_FROM, TEXT_TO, false))) {
      commits.change(() -> move(key));
    }
  }

  private boolean renew(OrderedIndex index, byte[] entry) {
    byte[] bson = documents.get(EntryKeys.recordId(entry).bytes());
    if (bson == null) {
      return false; // renewed before a restart: it names the document by its new key
    }
    index.entries().remove(entry);
    index.restore(Bson.decode(bson));
    return true;
  }

  private boolean move(byte[] key) {
    byte[] bson = requireNonNull(documents.remove(key));
    documents.put(RecordId.of(Bson.decode(bson).get("_id")).bytes(), bson);
    return true;
  }

  private static List<byte[]> suspects(Cursor<byte[], ?> keys) {
    List<byte[]> found = new ArrayList<>();
    while (keys.hasNext()) {
      byte[] key = keys.next();
      if (holdsHalves(key)) {
        found.add(key);
      }
    }
    return found;
  }

  /** Bytes that UTF-8 never has: ED followed by A0 to BF; inverted where an index descends. */
  private static boolean holdsHalves(byte[] key) {
    for (int i = 0; i + 1 < key.length; i++) {
      int first = key[i] & 0xFF;
      int second = key[i + 1] & 0xFF;
      if ((first == 0xED && second >= 0xA0 && second < 0xC0)
          || (first == 0x12 && second > 0x3F && second < 0x60)) {
        return true;
      }
    }
    return false;
  }
}
