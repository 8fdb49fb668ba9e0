package org.acervo.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * Hears of every change of a document, after it was applied and while the store is still locked.
 */
interface WriteListener {
  void inserted(String namespace, Document document);

  void updated(String namespace, Document before, Document after);

  void removed(String namespace, Document document);

  void dropped(String namespace);
}
