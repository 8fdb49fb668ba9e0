package org.acervo.kernel;

/** Names a link. Opaque to clients. */
public record LinkId(String value) implements Id {

  public LinkId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
