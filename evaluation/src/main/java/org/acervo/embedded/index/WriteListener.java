package org.acervo.embedded.index;

import de.bwaldvogel.mongo.bson.Document;

/**
 * Hears of every change of a document in a user's collection, as part of the change: what it writes
 * into the same store is committed together with the document.
 */
public interface WriteListener {
  /** Hears nothing. */
  WriteListener NONE =
      new WriteListener() {
        @Override
        public void inserted(String namespace, Document document) {}

        @Override
        public void updated(String namespace, Document before, Document after) {}

        @Override
        public void removed(String namespace, Document document) {}

        @Override
        public void dropped(String namespace) {}
      };

  void inserted(String namespace, Document document);

  void updated(String namespace, Document before, Document after);

  void removed(String namespace, Document document);

  void dropped(String namespace);
}
