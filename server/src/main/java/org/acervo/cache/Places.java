package org.acervo.cache;

import java.util.Collection;
import org.acervo.kernel.CollectionId;

/** Where in the tree a collection lies, trashed ones included. */
public interface Places {

  /** The way to a collection, itself included; empty when it is not known. */
  Collection<CollectionId> above(CollectionId collection);

  /** A collection and all below it; empty when it is not known. */
  Collection<CollectionId> below(CollectionId collection);
}
