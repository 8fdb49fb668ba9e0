package org.acervo.access;

import java.time.Instant;
import java.util.Optional;

/** An API token without its secret. */
public record Token(
    String id, String name, Scopes scopes, Instant created, Optional<Instant> until) {

  /** A token that was just made; its secret is shown this once and stored nowhere. */
  public record Made(Token token, String secret) {
    @Override
    public String toString() {
      return "Made[" + token + "]";
    }
  }
}
