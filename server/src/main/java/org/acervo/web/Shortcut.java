package org.acervo.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.acervo.access.Caller;
import org.acervo.cache.Served;
import org.acervo.cache.View;
import org.acervo.gallery.Freshness;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Question;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Answers views from memory on the event loop, without ever waiting: who asks, may they, is it
 * here, is it true. What it cannot answer at once goes the long way, and so does everything that
 * has to be refused.
 *
 * <p>What an address asks for is learnt from the long way: whoever came that way left the question
 * behind. A question names no caller, so it may be asked for everybody; each gets the answer that
 * fits their rights at that moment, or none.
 */
final class Shortcut {
  private static final int ADDRESSES = 20_000;

  /** Longer ones may be made up by the thousand, and are not worth what they take. */
  private static final int LONGEST = 512;

  private final Identity identity;
  private final Gallery gallery;
  private final Ids ids;
  private final Cache<String, Question> questions =
      Caffeine.newBuilder().maximumSize(ADDRESSES).executor(Runnable::run).build();
  private final Map<View, Timer> timers = new EnumMap<>(View.class);

  Shortcut(Identity identity, Gallery gallery, Ids ids, MeterRegistry metrics) {
    this.identity = identity;
    this.gallery = gallery;
    this.ids = ids;
    for (var view : View.values()) {
      timers.put(view, metrics.timer("http.server.shortcuts", "view", view.key()));
    }
  }

  /** Remembers what an address asks for. */
  void learn(HttpServerRequest request, Question question) {
    if (request.uri().length() <= LONGEST) {
      questions.put(request.uri(), question);
    }
  }

  /** Answers if that takes no waiting; false when nothing was done. */
  boolean answers(HttpServerRequest request) {
    boolean get = request.method().equals(HttpMethod.GET);
    if (!get && !request.method().equals(HttpMethod.HEAD)) {
      return false;
    }
    var question = questions.getIfPresent(request.uri());
    if (question == null || Ask.asksPast(request)) {
      return false;
    }
    long start = System.nanoTime();
    var served = served(request, question);
    if (served == null) {
      return false;
    }
    send(request, served, get);
    var timer = timers.get(question.view());
    if (timer != null) {
      timer.record(Duration.ofNanos(System.nanoTime() - start));
    }
    return true;
  }

  private @Nullable Served served(HttpServerRequest request, Question question) {
    try {
      var freshness = new Freshness(Tokens.read(request.getHeader("Acervo-Token")), false);
      Caller caller = identity.known(request).orElse(null);
      return caller == null ? null : gallery.atHand(caller, question, freshness).orElse(null);
    } catch (Failed refused) {
      return null; // the long way says what is wrong
    }
  }

  private void send(HttpServerRequest request, Served served, boolean whole) {
    var response = request.response();
    response.putHeader("X-Request-Id", RequestIds.of(request, ids));
    StandingHeaders.put(response);
    var body = ViewHead.write(request, served);
    if (response.getStatusCode() != 304) {
      response.putHeader("Content-Length", Integer.toString(body.length()));
    }
    var _ = whole && body.length() > 0 ? response.end(body) : response.end();
  }
}
