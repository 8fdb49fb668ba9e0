package org.acervo.web.api;

import java.util.List;
import java.util.function.Supplier;
import org.acervo.web.Answer;
import org.acervo.web.Ask;
import org.acervo.web.Endpoint;
import org.acervo.web.Guard;

/** Tells whoever opens a library that is being filled with the demo how far that is. */
public final class DemoApi {
  private final Supplier<DemoProgress> progress;

  public DemoApi(Supplier<DemoProgress> progress) {
    this.progress = progress;
  }

  public List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/api/v1/demo", Guard.OPEN, this::tell));
  }

  private Answer tell(Ask ask) {
    var _ = ask.query().only();
    return Answer.ok(progress.get()).with("Cache-Control", "no-store");
  }
}
