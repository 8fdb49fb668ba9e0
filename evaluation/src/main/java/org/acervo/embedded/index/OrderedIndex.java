package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Arrays;
import java.util.List;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * A secondary index: one ordered map of {@link EntryKeys entries}, unique or not.
 *
 * <p>The library asks every index for the position of a document; here the position follows from
 * the document's {@code _id}, so the answer is the same from each of them. Whether a query uses the
 * index is decided by {@link QueryPlanner}, never by {@link #canHandle}.
 */
final class OrderedIndex extends Index<RecordId> {
  private static final EntryKeys NOT_INDEXED = new EntryKeys(List.of(), List.of(), Shape.REGULAR);

  private final IndexSpec spec;
  private final MVStore store;
  private final MVMap<byte[], Boolean> entries;
  private final MVMap<String, Long> numbers;
  private Shape shape;

  OrderedIndex(IndexSpec spec, MVStore store, String mapName) {
    super(spec.name(), spec.keys(), spec.sparse());
    this.spec = spec;
    this.store = store;
    this.entries = PageFile.entries(store, mapName);
    this.numbers = PageFile.numbers(store);
    this.shape = new Shape(numbers.getOrDefault(mapName, 0L));
  }

  IndexSpec spec() {
    return spec;
  }

  Shape shape() {
    return shape;
  }

  MVMap<byte[], Boolean> entries() {
    return entries;
  }

  /** Empties what an interrupted build may have left. */
  void clear() {
    entries.clear();
    numbers.remove(entries.getName());
    shape = Shape.REGULAR;
  }

  private EntryKeys keys(Document document) {
    if (!spec.ordered() && !spec.unique()) {
      return NOT_INDEXED;
    }
    if (spec.partial() != null && !new DefaultQueryMatcher().matches(document, spec.partial())) {
      return NOT_INDEXED;
    }
    if (spec.sparse() && hasNoField(document)) {
      return NOT_INDEXED;
    }
    return EntryKeys.of(spec, document);
  }

  private boolean hasNoField(Document document) {
    Document absent = new Document();
    spec.paths().forEach(path -> absent.put(path.path(), new Document("$exists", false)));
    return new DefaultQueryMatcher().matches(document, absent);
  }

  @Override
  public RecordId getPosition(Document document) {
    return RecordId.of(document.get("_id"));
  }

  @Override
  public void checkAdd(Document document, MongoCollection<RecordId> collection) {
    check(keys(document), getPosition(document), collection);
  }

  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<RecordId> collection) {
    checkAdd(newDocument, collection);
  }

  /** The keys a new document needs, after making sure that it may have them. */
  EntryKeys admit(Document document, RecordId id, MongoCollection<RecordId> collection) {
    EntryKeys keys = keys(document);
    check(keys, id, collection);
    return keys;
  }

  private void check(EntryKeys keys, RecordId id, MongoCollection<RecordId> collection) {
    if (!spec.unique()) {
      return;
    }
    for (int i = 0; i < keys.prefixes().size(); i++) {
      if (taken(keys.prefixes().get(i), id)) {
        throw new DuplicateKey(this, collection, keys.readable(i));
      }
    }
  }

  private boolean taken(byte[] prefix, RecordId by) {
    byte[] entry = entries.ceilingKey(prefix);
    while (entry != null && startsWith(entry, prefix)) {
      if (!EntryKeys.recordId(entry).equals(by)) {
        return true;
      }
      entry = entries.higherKey(entry);
    }
    return false;
  }

  private static boolean startsWith(byte[] entry, byte[] prefix) {
    return entry.length >= prefix.length
        && Arrays.equals(entry, 0, prefix.length, prefix, 0, prefix.length);
  }

  @Override
  public void add(Document document, RecordId position, MongoCollection<RecordId> collection) {
    add(admit(document, position, collection), position);
  }

  void add(EntryKeys keys, RecordId id) {
    for (byte[] prefix : keys.prefixes()) {
      entries.put(EntryKeys.entry(prefix, id), Boolean.TRUE);
    }
    Shape grown = shape.and(keys.shape());
    if (!grown.equals(shape)) {
      shape = grown;
      numbers.put(entries.getName(), grown.bits());
    }
  }

  /** Puts the entries of a document that has been checked before. */
  void restore(Document document) {
    add(keys(document), getPosition(document));
  }

  @Override
  public RecordId remove(Document document) {
    RecordId id = getPosition(document);
    for (byte[] prefix : keys(document).prefixes()) {
      entries.remove(EntryKeys.entry(prefix, id));
    }
    return id;
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      RecordId position,
      MongoCollection<RecordId> collection) {
    EntryKeys before = keys(oldDocument);
    EntryKeys after = keys(newDocument);
    if (!Arrays.deepEquals(before.prefixes().toArray(), after.prefixes().toArray())) {
      for (byte[] prefix : before.prefixes()) {
        entries.remove(EntryKeys.entry(prefix, position));
      }
      add(after, position);
    }
  }

  @Override
  public boolean canHandle(Document query) {
    return false;
  }

  @Override
  public Iterable<RecordId> getPositions(Document query) {
    throw new UnsupportedOperationException("Queries are planned by QueryPlanner");
  }

  @Override
  public long getCount() {
    return entries.sizeAsLong();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public boolean isUnique() {
    return spec.unique();
  }

  @Override
  public boolean hasSameOptions(@Nullable Index<?> other) {
    return other instanceof OrderedIndex that && spec.sameIndex(that.spec);
  }

  @Override
  public void drop() {
    numbers.remove(entries.getName());
    store.removeMap(entries);
  }
}
