package org.acervo.kernel;

/** Names an item. Opaque to clients. */
public record ItemId(String value) implements Id {

  public ItemId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
