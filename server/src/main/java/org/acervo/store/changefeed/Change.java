package org.acervo.store.changefeed;

import java.util.Optional;
import java.util.Set;
import org.acervo.kernel.SnapshotTime;
import org.bson.BsonValue;
import org.bson.Document;

/**
 * What happened to a document, or to a whole collection of the database. The documents are as they
 * were when the change was read, which may be later than the change; they are empty when the
 * document has gone since.
 *
 * <p>Source: MongoDB manual, "Change Events".
 */
public sealed interface Change {
  Origin origin();

  /**
   * Where and when.
   *
   * @param collection of the database; empty when the change concerns all of them
   * @param time of the transaction or the write: several changes may share it
   * @param id of the document; empty when the change concerns the collection
   */
  record Origin(String collection, SnapshotTime time, Optional<BsonValue> id) {}

  /** A new document. */
  record Inserted(Origin origin, Optional<Document> document) implements Change {}

  /**
   * A changed document.
   *
   * @param set the fields at its top level that were set, or in which something changed
   * @param unset the fields at its top level that were removed, or in which something was; both are
   *     empty when the server does not say what changed
   */
  record Updated(Origin origin, Set<String> set, Set<String> unset, Optional<Document> document)
      implements Change {
    /** Whether {@code field} was set, changed or removed. */
    public boolean touches(String field) {
      return set.contains(field) || unset.contains(field);
    }
  }

  /** Another document under the same id. */
  record Replaced(Origin origin, Optional<Document> document) implements Change {}

  /** A document that has gone. */
  record Removed(Origin origin) implements Change {}

  /**
   * A collection or the database was dropped or renamed, or the server tells something that this
   * version does not know. Goes to every consumer, whatever collections it named.
   */
  record Disrupted(Origin origin, String what) implements Change {}
}
