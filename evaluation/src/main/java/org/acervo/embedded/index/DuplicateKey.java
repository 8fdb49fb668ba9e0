package org.acervo.embedded.index;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.DuplicateKeyError;
import java.util.List;

/** A second document with the same value in a unique index; says in which one, and which value. */
public final class DuplicateKey extends DuplicateKeyError {
  private static final long serialVersionUID = 1L;

  private final transient List<IndexKey> keys;
  private final KeyValue value;

  DuplicateKey(Index<?> index, MongoCollection<?> collection, KeyValue value) {
    super(index, collection, index.getKeys(), value);
    this.keys = List.copyOf(index.getKeys());
    this.value = value;
  }

  /** As the index was asked for: each path with 1 or -1. */
  public Document keyPattern() {
    Document pattern = new Document();
    keys.forEach(key -> pattern.put(key.getKey(), key.isAscending() ? 1 : -1));
    return pattern;
  }

  /** The value by path; null where the document has none. */
  public Document keyValue() {
    Document values = new Document();
    for (int i = 0; i < keys.size(); i++) {
      Object one = value.get(i);
      values.put(keys.get(i).getKey(), one instanceof Missing ? null : one);
    }
    return values;
  }
}
