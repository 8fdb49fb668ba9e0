package org.acervo.kernel;

/** Names a group. Opaque to clients. */
public record GroupId(String value) implements Id {

  public GroupId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
