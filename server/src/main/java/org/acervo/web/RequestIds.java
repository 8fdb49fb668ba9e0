package org.acervo.web;

import io.vertx.core.MultiMap;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.acervo.kernel.Ids;
import org.acervo.kernel.Texts;

/**
 * A request's name in answers and logs: the client's own, if it is harmless, or a fresh one.
 * AuthZEN 1.0 (section 10.1.3) wants it back as it came; without white space and control characters
 * it cannot begin a line of the log, nor of the head of an answer.
 *
 * <p>Nothing is ever entrusted to such a name, so its random half may be guessed: it comes from a
 * generator that no thread waits for.
 */
final class RequestIds {
  private final Ids fresh;

  RequestIds(InstantSource clock) {
    this.fresh = new Ids(clock, () -> ThreadLocalRandom.current().nextLong());
  }

  String of(MultiMap headers) {
    String given = headers.get("X-Request-Id");
    return given != null && Texts.isVisibleAscii(given, 1, 200) ? given : fresh.fresh();
  }
}
