package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.ArrayFilters;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import de.bwaldvogel.mongo.exception.IndexBuildFailedException;
import de.bwaldvogel.mongo.exception.InvalidIdFieldError;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose documents lie in one map and whose indexes lie in others.
 *
 * <p>Each document written, with all its index entries, is one pass through the {@link CommitGate}.
 * Where the library would load every match of an update or delete before it touches the first, this
 * collects their record ids and then takes one document at a time.
 */
final class IndexedCollection extends AbstractSynchronizedMongoCollection<RecordId> {
  private static final Set<String> REFERENCE = Set.of("$db", "$id", "$ref");

  private final MVMap<byte[], byte[]> documents;
  private final MVMap<String, Long> numbers;
  private final GroupCommit commits;
  private final CollectionReader reader;
  private final WriteListener listener;

  /** The document an update is about, found before; the library would search for it again. */
  private @Nullable RecordId chosen;

  private @Nullable DuplicateKey refused;

  IndexedCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      CursorRegistry cursors,
      MVMap<byte[], byte[]> documents,
      GroupCommit commits,
      WriteListener listener) {
    super(database, name, options, cursors);
    this.documents = documents;
    this.numbers = PageFile.numbers(documents.getStore());
    this.commits = commits;
    this.listener = listener;
    this.reader = new CollectionReader(this, documents, cursors);
  }

  CollectionReader reader() {
    return reader;
  }

  List<OrderedIndex> orderedIndexes() {
    List<OrderedIndex> ordered = new ArrayList<>();
    for (Index<RecordId> index : getIndexes()) {
      if (index instanceof OrderedIndex orderedIndex) {
        ordered.add(orderedIndex);
      }
    }
    return ordered;
  }

  private <T> T change(Supplier<T> change) {
    return commits.change(change);
  }

  // --- indexes

  /** Opens an index that was complete before the restart. */
  void restoreIndex(Index<RecordId> index) {
    getIndexes().add(index);
  }

  /** Builds a new index from the documents there are, before the index is seen by anyone. */
  synchronized void buildIndex(OrderedIndex index) {
    change(() -> {
      index.clear();
      return null;
    });
    try {
      var ids = documents.cursor(null, null, false);
      while (ids.hasNext()) {
        RecordId id = new RecordId(ids.next());
        Document document = Bson.decode(ids.getValue());
        change(() -> {
          index.add(index.admit(document, id, this), id);
          return null;
        });
      }
    } catch (MongoServerError e) {
      index.drop();
      throw new IndexBuildFailedException(e, this);
    }
    getIndexes().add(index);
  }

  /** Brings keys that an older version has written into today's order. */
  void upgradeKeys() {
    new KeyOrderUpgrade(this, documents, commits).run();
  }

  @Override
  public synchronized void addIndex(Index<RecordId> index) {
    if (getIndexes().stream().noneMatch(known -> known.getName().equals(index.getName()))) {
      getIndexes().add(index);
    }
  }

  @Override
  public synchronized void dropIndex(String indexName) {
    super.dropIndex(indexName);
  }

  // --- documents

  @Override
  public synchronized void addDocument(Document document) {
    if (document.get("_id") instanceof Collection) {
      throw new InvalidIdFieldError("The '_id' value cannot be of type array");
    }
    if (document.get("_id") instanceof Document id) {
      requireStorable(id);
    }
    if (!document.containsKey("_id") && !getCollectionName().startsWith("system.")) {
      document.put("_id", new ObjectId());
    }
    change(() -> addDocumentInternal(document));
  }

  private static void requireStorable(Document id) {
    for (String field : id.keySet()) {
      if (field.startsWith("$") && !REFERENCE.contains(field)) {
        throw new MongoServerError(
            52,
            "DollarPrefixedFieldName",
            "_id fields may not contain '$'-prefixed fields: "
                + field
                + " is not valid for storage.");
      }
    }
  }

  @Override
  protected RecordId addDocumentInternal(Document document) {
    String idField = getIdField();
    RecordId id = RecordId.of(idField == null ? UUID.randomUUID() : document.get(idField));
    Map<OrderedIndex, EntryKeys> keys = new LinkedHashMap<>();
    for (Index<RecordId> index : getIndexes()) {
      if (index instanceof OrderedIndex ordered) {
        keys.put(ordered, ordered.admit(document, id, this));
      } else {
        index.checkAdd(document, this);
      }
    }
    byte[] bson = Bson.encode(document);
    BsonSize.requireFits(bson.length);
    documents.put(id.bytes(), bson);
    keys.forEach((index, entries) -> index.add(entries, id));
    grow(bson.length);
    listener.inserted(getFullName(), document);
    return id;
  }

  @Override
  protected void handleUpdate(RecordId position, Document oldDocument, Document newDocument) {
    byte[] bson = Bson.encode(newDocument);
    byte[] before = documents.put(position.bytes(), bson);
    grow(bson.length - (before == null ? 0 : before.length));
    listener.updated(getFullName(), oldDocument, newDocument);
  }

  @Override
  public synchronized void removeDocument(Document document) {
    change(() -> {
      super.removeDocument(document);
      listener.removed(getFullName(), document);
      return null;
    });
  }

  @Override
  protected void removeDocument(RecordId position) {
    byte[] before = documents.remove(position.bytes());
    grow(before == null ? 0 : -before.length);
  }

  @Override
  protected @Nullable RecordId findDocumentPosition(Document document) {
    String idField = getIdField();
    return idField == null
        ? super.findDocumentPosition(document)
        : RecordId.of(document.get(idField));
  }

  @Override
  protected @Nullable Document getDocument(RecordId position) {
    byte[] bson = documents.get(position.bytes());
    return bson == null ? null : Bson.decode(bson);
  }

  // --- commands that write

  @Override
  public synchronized Document findAndModify(Document query) {
    return change(() -> super.findAndModify(query));
  }

  @Override
  public synchronized int deleteDocuments(Document selector, int limit, Oplog oplog) {
    List<Object> deleted = new ArrayList<>();
    for (RecordId id : reader.find(selector, Math.max(limit, 0))) {
      Document document = getDocument(id);
      if (document != null) {
        deleted.add(document.get(getIdField()));
        if (getIndexes().isEmpty()) {
          change(() -> removed(id));
        } else {
          removeDocument(document);
        }
      }
    }
    oplog.handleDelete(getFullName(), selector, deleted);
    return deleted.size();
  }

  private boolean removed(RecordId id) {
    removeDocument(id);
    return true;
  }

  @Override
  public synchronized Document updateDocuments(
      Document selector,
      Document update,
      ArrayFilters arrayFilters,
      boolean isMulti,
      boolean isUpsert,
      Oplog oplog) {
    refused = null;
    try {
      return updated(selector, update, arrayFilters, isMulti, isUpsert, oplog);
    } catch (DuplicateKey e) {
      refused = e;
      throw e;
    }
  }

  /** Why the last update was refused, of which the library tells the message only. */
  @Nullable DuplicateKey refused() {
    return refused;
  }

  private Document updated(
      Document selector,
      Document update,
      ArrayFilters arrayFilters,
      boolean isMulti,
      boolean isUpsert,
      Oplog oplog) {
    List<RecordId> found = reader.find(selector, isMulti ? 0 : 1);
    if (found.size() <= 1) {
      return updateOne(
          found.isEmpty() ? null : found.getFirst(),
          () -> super.updateDocuments(selector, update, arrayFilters, isMulti, isUpsert, oplog));
    }
    List<Object> modified = new ArrayList<>();
    for (RecordId id : found) {
      Document result =
          updateOne(
              id,
              () ->
                  super.updateDocuments(
                      selector, update, arrayFilters, true, false, NoopOplog.get()));
      Document now = Integer.valueOf(1).equals(result.get("nModified")) ? getDocument(id) : null;
      if (now != null) {
        modified.add(now.get(getIdField()));
      }
    }
    oplog.handleUpdate(getFullName(), selector, update, modified);
    return new Document("n", found.size()).append("nModified", modified.size());
  }

  /**
   * Gives what is found other contents, under the same {@code _id}.
   *
   * @param sort decides which one is found if there are several and only one is wanted
   */
  synchronized Rewritten rewrite(
      Document selector, @Nullable Document sort, boolean multi, UnaryOperator<Document> contents) {
    Rewritten done = Rewritten.NONE;
    for (RecordId id : multi ? reader.find(selector, 0) : first(selector, sort)) {
      Document before = getDocument(id);
      if (before != null) {
        Document after = withId(before.get("_id"), contents.apply(before.cloneDeeply()));
        boolean modified = !after.equals(before);
        if (modified) {
          change(() -> rewritten(id, before, after));
        }
        done =
            new Rewritten(done.matched() + 1, done.modified() + (modified ? 1 : 0), before, after);
      }
    }
    return done;
  }

  private List<RecordId> first(Document selector, @Nullable Document sort) {
    return reader.query(selector, sort, 0, 1, -1, null).collectDocuments().stream()
        .map(document -> RecordId.of(document.get("_id")))
        .toList();
  }

  private static Document withId(@Nullable Object id, Document contents) {
    if (contents.containsKey("_id") && !RecordId.of(id).equals(RecordId.of(contents.get("_id")))) {
      throw new MongoServerError(
          66,
          "ImmutableField",
          "After applying the update, the (immutable) field '_id' was found to have been altered to _id: "
              + contents.get("_id"));
    }
    Document result = new Document("_id", id);
    contents.forEach((field, value) -> {
      if (!field.equals("_id")) {
        result.put(field, value);
      }
    });
    return result;
  }

  private boolean rewritten(RecordId id, Document before, Document after) {
    for (Index<RecordId> index : getIndexes()) {
      index.checkUpdate(before, after, this);
    }
    for (Index<RecordId> index : getIndexes()) {
      index.updateInPlace(before, after, id, this);
    }
    handleUpdate(id, before, after);
    return true;
  }

  private Document updateOne(@Nullable RecordId id, Supplier<Document> update) {
    chosen = id;
    try {
      return change(update);
    } finally {
      chosen = null;
    }
  }

  // --- reading

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      @Nullable Document fieldSelector) {
    RecordId known = chosen;
    if (known != null) {
      Document document = getDocument(known);
      return new QueryResult(document == null ? List.of() : List.of(document));
    }
    return reader.query(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
  }

  /** The asked fields of documents, by the library's rules. */
  List<Document> project(List<Document> batch, Document fields) {
    return matchDocumentsFromStream(new Document(), batch.stream(), 0, 0, 0, null, fields)
        .collectDocuments();
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int numberToSkip,
      int limit,
      int batchSize,
      @Nullable Document fieldSelector) {
    return queryDocuments(query, orderBy, numberToSkip, limit, batchSize, fieldSelector);
  }

  @Override
  protected Stream<DocumentWithPosition<RecordId>> streamAllDocumentsWithPosition() {
    return documents.entrySet().stream()
        .map(entry ->
            new DocumentWithPosition<>(
                Bson.decode(entry.getValue()), new RecordId(entry.getKey())));
  }

  @Override
  public int count(@Nullable Document query, int skip, int limit) {
    long found = query == null || query.isEmpty() ? documents.sizeAsLong() : reader.count(query);
    long behindSkip = Math.max(0, found - Math.max(0, skip));
    return (int) Math.min(limit > 0 ? limit : Integer.MAX_VALUE, behindSkip);
  }

  @Override
  public int count() {
    return (int) Math.min(Integer.MAX_VALUE, documents.sizeAsLong());
  }

  @Override
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  // --- size

  @Override
  protected boolean tracksDataSize() {
    return false; // the library would encode every document once more to measure it
  }

  private void grow(int bytes) {
    if (bytes != 0) {
      numbers.merge(documents.getName(), (long) bytes, Long::sum);
    }
  }

  @Override
  protected void updateDataSize(int sizeDelta) {
    grow(sizeDelta);
  }

  @Override
  protected int getDataSize() {
    return (int) Math.min(Integer.MAX_VALUE, numbers.getOrDefault(documents.getName(), 0L));
  }
}
