package org.acervo.kernel;

/** Names a person. Opaque to clients. */
public record UserId(String value) implements Id {

  public UserId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
