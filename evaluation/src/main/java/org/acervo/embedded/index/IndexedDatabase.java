package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.IndexNotFoundException;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import de.bwaldvogel.mongo.oplog.Oplog;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;

/**
 * A database whose collections are {@link IndexedCollection}s.
 *
 * <p>The library's hook for opening an index does not say what kind of index it is; the description
 * in {@code system.indexes} does, which is there before the hooks are called at start and written
 * after an index is built: a description without a complete index cannot be found after a crash.
 */
final class IndexedDatabase extends AbstractSynchronizedMongoDatabase<RecordId> {
  private final MVStore store;
  private final GroupCommit commits;
  private final WriteListener listener;

  IndexedDatabase(
      String name,
      MVStore store,
      GroupCommit commits,
      CursorRegistry cursors,
      WriteListener listener) {
    super(name, cursors);
    this.store = store;
    this.commits = commits;
    this.listener = listener;
    initializeNamespacesAndIndexes();
  }

  private void atomically(Runnable change) {
    commits.change(() -> {
      change.run();
      return true;
    });
  }

  // --- commands

  @Override
  public Document handleCommand(
      Channel channel,
      String command,
      Document query,
      DatabaseResolver databaseResolver,
      Oplog oplog) {
    if (command.equalsIgnoreCase("aggregate")) {
      clearLastStatus(channel);
      var aggregation = new IndexedAggregation(this, query, databaseResolver, oplog);
      if (aggregation.planned()) {
        return aggregation.run(
            getFullCollectionNamespace(Objects.toString(query.get(command))), cursorRegistry);
      }
    }
    if (command.equalsIgnoreCase("dropIndexes")) {
      clearLastStatus(channel);
      return dropIndexes(query);
    }
    return super.handleCommand(channel, command, query, databaseResolver, oplog);
  }

  IndexedCollection indexed(String collection) {
    return (IndexedCollection) resolveCollection(collection, false);
  }

  /**
   * A collection that clients may write to, made if it is missing.
   *
   * @throws MongoServerError when its name is one of the server's own
   */
  IndexedCollection writable(String collection) {
    if (isSystem(collection)) {
      throw new MongoServerError(
          73,
          "InvalidNamespace",
          "cannot write to '" + getFullCollectionNamespace(collection) + "'");
    }
    return (IndexedCollection) resolveOrCreateCollection(collection);
  }

  // --- collections

  @Override
  protected MongoCollection<RecordId> openOrCreateCollection(
      String collectionName, CollectionOptions options) {
    String map = PageFile.DATA + getFullCollectionNamespace(collectionName);
    return new IndexedCollection(
        this,
        collectionName,
        options,
        cursorRegistry,
        PageFile.documents(store, map),
        commits,
        isSystem(collectionName) ? WriteListener.NONE : listener);
  }

  @Override
  public void dropCollection(String collectionName, Oplog oplog) {
    atomically(() -> {
      super.dropCollection(collectionName, oplog);
      String map = PageFile.DATA + getFullCollectionNamespace(collectionName);
      PageFile.numbers(store).remove(map);
      store.removeMap(map);
      if (!isSystem(collectionName)) {
        listener.dropped(getFullCollectionNamespace(collectionName));
      }
    });
  }

  private static boolean isSystem(String collectionName) {
    return collectionName.startsWith("system.");
  }

  @Override
  public void moveCollection(
      MongoDatabase oldDatabase, MongoCollection<?> collection, String newCollectionName) {
    if (oldDatabase != this) {
      throw new MongoServerError(
          20, "IllegalOperation", "Collections move inside one database here, not between two");
    }
    String from = collection.getFullName();
    String to = getFullCollectionNamespace(newCollectionName);
    atomically(() -> {
      super.moveCollection(oldDatabase, collection, newCollectionName);
      new MapNames(store).move(from, to);
    });
  }

  // --- indexes

  @Override
  protected synchronized void addIndex(Document description) {
    description.putIfAbsent("v", 2);
    String collectionName = collectionOf(description);
    IndexedCollection collection = (IndexedCollection) resolveOrCreateCollection(collectionName);
    if (isPrimaryKeyIndex(Objects.requireNonNull((Document) description.get("key")))) {
      super.addIndex(description);
      return;
    }
    IndexSpec spec = IndexSpec.of(description);
    for (OrderedIndex known : collection.orderedIndexes()) {
      boolean sameName = known.getName().equals(spec.name());
      if (sameName && known.spec().sameIndex(spec)) {
        return;
      }
      if (sameName) {
        throw new MongoServerError(
            86,
            "IndexKeySpecsConflict",
            "An index named " + spec.name() + " exists with other keys or options; drop it first");
      }
      if (known.spec().sameKeys(spec) && Objects.equals(known.spec().partial(), spec.partial())) {
        throw new MongoServerError(
            85,
            "IndexOptionsConflict",
            "Index already exists with a different name: " + known.getName());
      }
    }
    collection.buildIndex(open(collectionName, spec));
    atomically(() -> getOrCreateIndexesCollection().addDocument(description));
  }

  private OrderedIndex open(String collectionName, IndexSpec spec) {
    String namespace = getFullCollectionNamespace(collectionName);
    return new OrderedIndex(spec, store, PageFile.indexMap(namespace, spec.name()));
  }

  private String collectionOf(Document description) {
    String namespace = Objects.toString(description.get("ns"));
    return namespace.substring(getDatabaseName().length() + 1);
  }

  @Override
  protected Index<RecordId> openOrCreateUniqueIndex(
      String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
    if (keys.size() == 1 && keys.getFirst().getKey().equals("_id")) {
      String map = PageFile.DATA + getFullCollectionNamespace(collectionName);
      return new IdIndex(indexName, keys, PageFile.documents(store, map));
    }
    return restore(collectionName, indexName);
  }

  @Override
  protected Index<RecordId> openOrCreateSecondaryIndex(
      String collectionName, String indexName, List<IndexKey> keys, boolean sparse) {
    return restore(collectionName, indexName);
  }

  private Index<RecordId> restore(String collectionName, String indexName) {
    return descriptions(collectionName)
        .filter(description -> indexName.equals(description.get("name")))
        .findFirst()
        .map(IndexSpec::of)
        .map(spec -> open(collectionName, spec))
        .orElseThrow(() -> new IndexNotFoundException("No index named " + indexName));
  }

  private Stream<Document> descriptions(String collectionName) {
    MongoCollection<RecordId> all = indexes.get();
    return all == null
        ? Stream.of()
        : all.handleQueryAsStream(new Document("ns", getFullCollectionNamespace(collectionName)));
  }

  /** Not the library's: that one also removes the indexes of other collections. */
  private Document dropIndexes(Document command) {
    String collectionName = Objects.toString(command.get("dropIndexes"));
    Object wanted = command.get("index");
    IndexedCollection collection = indexed(collectionName);
    if (collection == null) {
      throw new MongoServerError(26, "NamespaceNotFound", "ns not found");
    }
    int before = collection.getNumIndexes();
    List<Document> chosen =
        descriptions(collectionName)
            .filter(index -> !isPrimaryKeyIndex((Document) index.get("key")))
            .filter(index ->
                "*".equals(wanted)
                    || Objects.equals(wanted, index.get("name"))
                    || Objects.equals(wanted, index.get("key"))
                    || (wanted instanceof List<?> names && names.contains(index.get("name"))))
            .toList();
    if (chosen.isEmpty() && !"*".equals(wanted)) {
      throw new IndexNotFoundException("index not found with name [" + wanted + "]");
    }
    for (Document index : chosen) {
      atomically(() -> remove(collection, index));
    }
    return new Document("nIndexesWas", before).append("ok", 1.0);
  }

  private void remove(IndexedCollection collection, Document index) {
    collection.dropIndex(Objects.toString(index.get("name")));
    Document row = new Document("ns", index.get("ns")).append("name", index.get("name"));
    indexes.get().deleteDocuments(row, 1, NoopOplog.get());
  }

  // --- size

  @Override
  protected long getFileSize() {
    return store.getFileStore() == null ? 0 : store.getFileStore().size();
  }

  @Override
  protected long getStorageSize() {
    return getFileSize();
  }
}
