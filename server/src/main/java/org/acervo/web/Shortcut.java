package org.acervo.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.acervo.access.Caller;
import org.acervo.cache.Served;
import org.acervo.cache.View;
import org.acervo.gallery.Freshness;
import org.acervo.gallery.Gallery;
import org.acervo.gallery.Question;
import org.acervo.kernel.Failed;
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
  private final RequestIds requestIds;
  private final StandingHeaders standing;
  private final Cache<String, Question> questions =
      Caffeine.newBuilder().maximumSize(ADDRESSES).executor(Runnable::run).build();
  private final Map<View, Timer> timers = new EnumMap<>(View.class);

  Shortcut(
      Identity identity,
      Gallery gallery,
      RequestIds requestIds,
      StandingHeaders standing,
      MeterRegistry metrics) {
    this.identity = identity;
    this.gallery = gallery;
    this.requestIds = requestIds;
    this.standing = standing;
    for (var view : View.values()) {
      timers.put(view, metrics.timer("http.server.shortcuts", "view", view.key()));
    }
  }

  /** Remembers what an address asks for. */
  void learn(String uri, Question question) {
    if (uri.length() <= LONGEST) {
      questions.put(uri, question);
    }
  }

  /**
   * Answers over HTTP/2, where Vert.x makes the frames; false when nothing was done. Over HTTP/1.1
   * it was tried before Vert.x knew of the request, by {@link ShortcutHandler}.
   */
  boolean answers(HttpServerRequest request) {
    boolean get = request.method().equals(HttpMethod.GET);
    boolean reads = get || request.method().equals(HttpMethod.HEAD);
    var answer =
        reads && request.version() == HttpVersion.HTTP_2 && !request.headers().contains("If-Match")
            ? answer(request.uri(), request.headers())
            : null;
    if (answer == null) {
      return false;
    }
    var response = request.response();
    response.putHeader("X-Request-Id", requestId(request.headers()));
    standing.put(response);
    var body = answer.put(response);
    if (!answer.known()) {
      response.putHeader("Content-Length", Integer.toString(body.length()));
    }
    var _ = get && body.length() > 0 ? response.end(body) : response.end();
    return true;
  }

  StandingHeaders standing() {
    return standing;
  }

  String requestId(MultiMap headers) {
    return requestIds.of(headers);
  }

  /** The answer, if giving it takes no waiting. */
  @Nullable ViewAnswer answer(String uri, MultiMap headers) {
    var question = questions.getIfPresent(uri);
    if (question == null || Ask.asksPast(headers)) {
      return null;
    }
    long start = System.nanoTime();
    var served = served(headers, question);
    if (served == null) {
      return null;
    }
    var answer = ViewAnswer.to(headers, served);
    var timer = timers.get(question.view());
    if (timer != null) {
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
    return answer;
  }

  private @Nullable Served served(MultiMap headers, Question question) {
    try {
      var freshness = new Freshness(Tokens.read(headers.get("Acervo-Token")), false);
      Caller caller = identity.known(headers).orElse(null);
      return caller == null ? null : gallery.atHand(caller, question, freshness).orElse(null);
    } catch (Failed refused) {
      return null; // the long way says what is wrong
    }
  }
}
