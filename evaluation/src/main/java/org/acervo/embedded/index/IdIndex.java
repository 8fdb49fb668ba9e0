package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The unique index on {@code _id}: the data map itself, which is ordered by it. */
final class IdIndex extends Index<RecordId> {
  private final MVMap<byte[], byte[]> documents;

  IdIndex(String name, List<IndexKey> keys, MVMap<byte[], byte[]> documents) {
    super(name, keys, false);
    this.documents = documents;
  }

  @Override
  public RecordId getPosition(Document document) {
    return RecordId.of(document.get("_id"));
  }

  @Override
  public void checkAdd(Document document, MongoCollection<RecordId> collection) {
    if (documents.containsKey(getPosition(document).bytes())) {
      throw new DuplicateKey(this, collection, new KeyValue(List.of(document.getOrMissing("_id"))));
    }
  }

  @Override
  public void add(Document document, RecordId position, MongoCollection<RecordId> collection) {}

  @Override
  public RecordId remove(Document document) {
    return getPosition(document);
  }

  /** The first thing the library does in an update, so nothing is changed yet. */
  @Override
  public void checkUpdate(
      Document oldDocument, Document newDocument, MongoCollection<RecordId> collection) {
    BsonSize.requireFits(BsonSize.of(newDocument));
  }

  @Override
  public void updateInPlace(
      Document oldDocument,
      Document newDocument,
      RecordId position,
      MongoCollection<RecordId> collection) {}

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
    return documents.sizeAsLong();
  }

  @Override
  public boolean isEmpty() {
    return documents.isEmpty();
  }

  @Override
  public long getDataSize() {
    return getCount();
  }

  @Override
  public boolean isUnique() {
    return true;
  }

  @Override
  public void drop() {}
}
