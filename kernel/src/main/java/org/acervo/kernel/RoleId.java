package org.acervo.kernel;

/** Names a role. Opaque to clients. */
public record RoleId(String value) implements Id {

  public RoleId {
    Id.check(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
