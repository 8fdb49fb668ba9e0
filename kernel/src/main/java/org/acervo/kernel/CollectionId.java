package org.acervo.kernel;

/** Names a collection. Opaque to clients. */
public record CollectionId(String value) implements Id {
  /** The top of the tree; holds the top-level collections and nothing else. */
  public static final CollectionId ROOT = new CollectionId("root");

  public CollectionId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
