package org.acervo;

import java.util.Optional;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.Scopes;
import org.acervo.kernel.UserId;

/** Whoever sits at the machine itself and may read its data folder anyway. */
final class Console {
  private Console() {}

  static Caller.Person caller() {
    return new Caller.Person(
        new UserId("console"),
        "console",
        "Console",
        true,
        Optional.empty(),
        Scopes.ALL,
        new Credential.Console(),
        Optional.empty());
  }
}
