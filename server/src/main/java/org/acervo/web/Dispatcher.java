package org.acervo.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.acervo.access.Caller;
import org.acervo.access.Credential;
import org.acervo.access.Gate;
import org.acervo.access.Target;
import org.acervo.items.Item;
import org.acervo.items.Items;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.kernel.ItemId;
import org.acervo.kernel.Written;
import org.acervo.store.SnapshotClock;
import org.acervo.store.StoreFailures;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * Takes a request from the event loop to a virtual thread, past the gate, to its handler, and its
 * answer back.
 *
 * <p>The order is the point: who asks, then may they, and only then is the body read and the
 * handler run. So bytes of strangers are never stored, and no handler can forget to ask.
 */
final class Dispatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
  private static final DataSize DRAIN = DataSize.mib(64);
  private static final String NOWHERE = "an address that leads nowhere";

  /** What signing in, and whatever else is open to anybody, may take. */
  private static final DataSize STRANGERS = DataSize.kib(64);

  private static final Duration LAST = Duration.ofSeconds(2);

  private final Admission admission = Admission.ofHeap();
  private final Set<RequestBody> bodies = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());
  private final Vertx vertx;
  private final HttpConfig config;
  private final Identity identity;
  private final Gate gate;
  private final Items items;
  private final Tokens tokens;
  private final RequestIds requestIds;
  private final MeterRegistry metrics;
  private final Shortcut shortcut;
  private final Repeats repeats;
  private volatile boolean stopping;

  Dispatcher(
      Vertx vertx,
      HttpConfig config,
      Identity identity,
      Gate gate,
      Items items,
      SnapshotClock clock,
      RequestIds requestIds,
      MeterRegistry metrics,
      Shortcut shortcut,
      Repeats repeats) {
    this.vertx = vertx;
    this.config = config;
    this.identity = identity;
    this.gate = gate;
    this.items = items;
    this.tokens = new Tokens(clock);
    this.requestIds = requestIds;
    this.metrics = metrics;
    this.shortcut = shortcut;
    this.repeats = repeats;
  }

  void handle(Endpoint endpoint, HttpServerRequest request, Map<String, String> parameters) {
    String requestId = requestIds.of(request.headers());
    var sender = sender(request, requestId, place(endpoint, request));
    var hold = admission.hold();
    var body = endpoint.writes() ? body(endpoint, request, hold) : null;
    long start = System.nanoTime();
    threads.execute(() -> {
      MDC.put("request", requestId);
      Answer answer;
      try (hold) {
        answer = answer(endpoint, request, parameters, body, hold, requestId);
        finish(sender, body, answer);
      }
      observe(endpoint, request, answer.status(), System.nanoTime() - start);
      MDC.remove("request");
    });
  }

  /**
   * Answers that there is nothing to do here.
   *
   * @param allowed methods that there are
   */
  void refuse(
      HttpServerRequest request,
      int status,
      String code,
      String title,
      String detail,
      List<String> allowed) {
    String requestId = requestIds.of(request.headers());
    var problem = Problem.plain(status, code, title, detail, path(request), requestId);
    answer(
        request,
        requestId,
        allowed.isEmpty() ? problem : problem.with("Allow", String.join(", ", allowed)));
  }

  /** Answers what concerns no endpoint. */
  void answer(HttpServerRequest request, Answer answer) {
    answer(request, requestIds.of(request.headers()), answer);
  }

  private void answer(HttpServerRequest request, String requestId, Answer answer) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    var sender = sender(request, requestId, NOWHERE);
    var body = reads ? null : body(request, config.bodyLimit(), _ -> {});
    threads.execute(() -> finish(sender, body, answer));
  }

  /** Answers a request of which nothing but the head is looked at. */
  void refuseHead(HttpServerRequest request, HeadFault fault) {
    String requestId = requestIds.of(request.headers());
    var sender = sender(request, requestId, NOWHERE);
    var problem =
        Problem.plain(fault.status(), fault.code(), fault.title(), fault.detail(), "", requestId);
    var answer =
        request.version() == HttpVersion.HTTP_2 ? problem : problem.with("Connection", "close");
    threads.execute(() -> sender.send(answer));
  }

  private Sender sender(HttpServerRequest request, String requestId, String place) {
    return new Sender(
        request, vertx.getOrCreateContext(), requestId, config.standing(), place, config.pace());
  }

  /** What the log calls a request. A link's address is a key, and no key is in the log. */
  private static String place(Endpoint endpoint, HttpServerRequest request) {
    return endpoint.path().contains("{token}") ? endpoint.path() : path(request);
  }

  private RequestBody body(Endpoint endpoint, HttpServerRequest request, Admission.Hold hold) {
    if (endpoint.takesFile()) {
      long most = config.uploadLimit().bytes() + config.bodyLimit().bytes();
      return body(request, new DataSize(most), _ -> {});
    }
    boolean stranger = endpoint.guard() instanceof Guard.Open;
    return body(request, stranger ? STRANGERS : config.bodyLimit(), hold::takeJson);
  }

  private RequestBody body(HttpServerRequest request, DataSize limit, LongConsumer kept) {
    var body = new RequestBody(request, vertx.getOrCreateContext(), limit, config.pace(), kept);
    bodies.add(body);
    if (stopping) {
      body.stop();
    }
    return body;
  }

  /** A client that is still sending gets to read the answer, unless it goes on for too long. */
  private void finish(Sender sender, @Nullable RequestBody body, Answer answer) {
    boolean complete = body == null || body.drain(DRAIN);
    if (body != null) {
      bodies.remove(body);
    }
    if (complete) {
      sender.send(answer);
    } else {
      sender.sendLast(answer);
    }
  }

  private Answer answer(
      Endpoint endpoint,
      HttpServerRequest request,
      Map<String, String> parameters,
      @Nullable RequestBody body,
      Admission.Hold hold,
      String requestId) {
    try {
      if (endpoint.writes()) {
        SameOrigin.check(request, identity.address());
      }
      var caller = caller(endpoint, request);
      if (endpoint.writes()) {
        refuseWhileLooking(endpoint, caller);
      }
      var judged = judge(endpoint.guard(), caller, parameters);
      if (endpoint.writes()) {
        refuseGuests(endpoint, caller);
      }
      hold.take(endpoint, judged);
      InputStream bytes = body == null ? InputStream.nullInputStream() : body;
      Runnable again =
          () -> {
            var _ = judge(endpoint.guard(), identity.of(request.headers()), parameters);
          };
      var ask =
          new Ask(request, caller, parameters, bytes, judged, tokens, again, Once.WITHOUT_KEY);
      var answer =
          repeats.answer(
              endpoint,
              ask,
              first -> handle(endpoint, first),
              failure -> Problem.answer(failure, path(request), requestId));
      hold.take(answer);
      return answer;
    } catch (Failed failed) {
      return forgetting(failed(failed, endpoint, request, requestId), request);
    } catch (IOException e) {
      log.debug("the request of {} broke off", place(endpoint, request), e);
      return Problem.answer(
          Failed.invalid("body", "ended before the request did").failure(),
          path(request),
          requestId);
    } catch (Exception | Error e) { // the last line of defence: whatever it is, the server answers
      return unexpected(e, endpoint, request, requestId);
    }
  }

  private Answer handle(Endpoint endpoint, Ask ask) throws Exception {
    var answer = handled(endpoint, ask);
    if (answer.body() instanceof Answer.Body.Ready(var _, var question)) {
      shortcut.learn(ask.request().uri(), question);
    }
    return endpoint.writes() ? answer.with("Acervo-Token", tokens.given()) : answer;
  }

  /**
   * What cannot be read when the request has been done is no reason to say that it was not: the
   * answer would be believed, and the request sent again.
   */
  private static Answer handled(Endpoint endpoint, Ask ask) throws Exception {
    var written = new Written();
    try {
      return written.during(() -> endpoint.handler().handle(ask));
    } catch (RuntimeException e) {
      throw written.anything() && saysNothingHappened(e)
          ? new Failed(new Failure.Unknown("the last request"), e)
          : e;
    }
  }

  private static boolean saysNothingHappened(RuntimeException e) {
    return e instanceof Failed failed
        ? failed.failure() instanceof Failure.Unavailable
            || failed.failure() instanceof Failure.Busy
        : StoreFailures.of(e).isPresent();
  }

  /**
   * Who looks as somebody else sees what they see, and does nothing in their name: they can stop
   * looking, sign out or sign in.
   */
  private static void refuseWhileLooking(Endpoint endpoint, Caller caller) {
    boolean looking =
        caller instanceof Caller.Person person && person.credential() instanceof Credential.Looking;
    boolean endsIt =
        switch (endpoint.path()) {
          case "/api/v1/session" -> !endpoint.method().equals("PATCH");
          case "/api/v1/session/as" -> endpoint.method().equals("DELETE");
          default -> false;
        };
    if (looking && !endsIt) {
      throw Failed.denied("You are looking as another person. Stop looking first.");
    }
  }

  /** Who somebody is can be told only while the rights are fresh. */
  private Caller caller(Endpoint endpoint, HttpServerRequest request) {
    return endpoint.guard() instanceof Guard.Probe
        ? new Caller.Anonymous()
        : identity.of(request.headers());
  }

  /** Whoever comes through a link changes nothing, because nobody could tell who it was. */
  private static void refuseGuests(Endpoint endpoint, Caller caller) {
    if (caller instanceof Caller.Guest && !(endpoint.guard() instanceof Guard.Open)) {
      throw new Failed(new Failure.Unauthenticated("Sign in first. A link shows, and no more."));
    }
  }

  /** A browser whose session is over keeps nothing of what was shown. */
  private Answer forgetting(Answer answer, HttpServerRequest request) {
    return answer.status() == 401 && identity.cookie(request.headers()).isPresent()
        ? answer.with(Answer.CLEAR, Answer.CLEAR_CACHE)
        : answer;
  }

  /** What somebody did wrong is theirs to know; that the database is away is the operator's too. */
  private static Answer failed(
      Failed failed, Endpoint endpoint, HttpServerRequest request, String requestId) {
    if (StoreFailures.of(failed).isPresent()) {
      log.warn(
          "{} {}: {}", request.method(), place(endpoint, request), StoreFailures.reason(failed));
    }
    return Problem.answer(asked(failed.failure(), endpoint), path(request), requestId);
  }

  /** Who only looked is not told that something may have happened, such as a session's touch. */
  private static Failure asked(Failure failure, Endpoint endpoint) {
    return failure instanceof Failure.Unknown && !endpoint.writes()
        ? new Failure.Unavailable("The database", Duration.ofSeconds(2))
        : failure;
  }

  private static Answer unexpected(
      Throwable e, Endpoint endpoint, HttpServerRequest request, String requestId) {
    Optional<Failure> known = StoreFailures.of(e);
    if (known.isPresent()) {
      log.warn("{} {}: {}", request.method(), place(endpoint, request), e.toString());
      return Problem.answer(asked(known.get(), endpoint), path(request), requestId);
    }
    log.error("{} {} failed", request.method(), place(endpoint, request), e);
    return Problem.plain(
        500,
        "defect",
        "Something went wrong on our side",
        "Nothing of yours is lost. Tell the administrator the request id.",
        path(request),
        requestId);
  }

  /**
   * The gate. Returns the item that was judged, if the guard names one. Strangers learn of nothing
   * whether it is there: what is missing asks them to sign in, as what is closed to them does.
   */
  private @Nullable Item judge(Guard guard, Caller caller, Map<String, String> parameters) {
    try {
      return judged(guard, caller, parameters);
    } catch (Failed failed) {
      if (failed.failure() instanceof Failure.NotFound && caller instanceof Caller.Anonymous) {
        var _ = gate.requirePerson(caller);
      }
      throw failed;
    }
  }

  private @Nullable Item judged(Guard guard, Caller caller, Map<String, String> parameters) {
    switch (guard) {
      case Guard.Open _, Guard.Probe _ -> {}
      case Guard.SignedIn _ -> gate.requirePerson(caller);
      case Guard.Holds(var permission) -> gate.require(caller, permission);
      case Guard.OnCollection(var permission) -> {
        var id = collection(parameters);
        gate.require(caller, permission, id);
      }
      case Guard.Sharing _ -> {
        var _ = gate.requirePerson(caller);
        gate.requireSharing(caller, Target.of(collection(parameters)));
      }
      case Guard.SharingItem _ -> {
        var _ = gate.requirePerson(caller);
        var item = item(caller, parameters);
        gate.requireSharing(caller, Target.of(item.id(), item.home()));
        return item;
      }
      case Guard.OnItem(var permission) -> {
        var item = item(caller, parameters);
        gate.require(caller, permission, item.id(), item.home());
        return item;
      }
      case Guard.OnTrashed(var permission) ->
          gate.requireInTrash(caller, permission, collection(parameters));
    }
    return null;
  }

  /** What lies in the trash is there only for those whom the trash shows it. */
  private Item item(Caller caller, Map<String, String> parameters) {
    var item = items.find(new ItemId(id(parameters)));
    if (item.trashed().isPresent()) {
      gate.requireInTrash(caller, item.id(), item.home());
    }
    return item;
  }

  private static String path(HttpServerRequest request) {
    return Objects.requireNonNullElse(request.path(), "");
  }

  private static String id(Map<String, String> parameters) {
    return Objects.requireNonNullElse(parameters.get("id"), "");
  }

  private static CollectionId collection(Map<String, String> parameters) {
    return new CollectionId(id(parameters));
  }

  private void observe(Endpoint endpoint, HttpServerRequest request, int status, long nanos) {
    metrics
        .timer(
            "http.server.requests",
            "method",
            request.method().name(),
            "route",
            endpoint.path(),
            "status",
            Integer.toString(status))
        .record(Duration.ofNanos(nanos));
    boolean quiet = status < 400 && request.method().equals(HttpMethod.GET);
    log.atLevel(quiet ? Level.DEBUG : Level.INFO)
        .log(
            "{} {} {} {} ms",
            request.method(),
            place(endpoint, request),
            status,
            String.format(Locale.ROOT, "%.1f", nanos / 1e6));
  }

  /** Ends all bodies that are still being sent; their requests answer that the server stops. */
  void stopReceiving() {
    stopping = true;
    bodies.forEach(RequestBody::stop);
  }

  /** Gives requests a moment to end by themselves, and another one when they are told to. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(LAST.toMillis(), TimeUnit.MILLISECONDS)) {
          log.warn("requests are still being worked on; the server stops without them");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
