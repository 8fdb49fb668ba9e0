package org.acervo.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.acervo.access.Gate;
import org.acervo.access.Permission;
import org.acervo.kernel.CollectionId;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;
import org.acervo.store.StoreFailures;
import org.acervo.web.MongoRepeats.Kept;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a write that comes again with its {@code Idempotency-Key} be answered again instead of done
 * again (draft-ietf-httpapi-idempotency-key-header; docs/adr/014).
 *
 * <p>It stands behind the gate, so a repeat is judged by the rights of its own moment. A write is
 * noted before it is done. If its node dies, or its outcome is lost, the note stays and says so: a
 * write that may have been done is never done a second time under its key.
 */
final class Repeats {
  private static final Logger log = LoggerFactory.getLogger(Repeats.class);
  private static final DataSize LARGEST = DataSize.kib(64);
  private static final String COLLECTIONS = "/api/v1/collections/";

  /** Longer than any write takes that is not a file. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final MongoRepeats records;
  private final Gate gate;
  private final InstantSource clock;

  Repeats(MongoRepeats records, Gate gate, InstantSource clock) {
    this.records = records;
    this.gate = gate;
    this.clock = clock;
  }

  /**
   * Answers a request that has passed the gate.
   *
   * @param first does it
   * @param problem how a failure is answered
   */
  Answer answer(
      Endpoint endpoint, Ask ask, Endpoint.Handler first, Function<Failure, Answer> problem)
      throws Exception {
    Optional<RepeatKey> key =
        endpoint.writes() ? RepeatKey.of(ask.request()) : Optional.<RepeatKey>empty();
    if (key.isEmpty() || endpoint.again() == Again.ANEW) {
      return first.handle(ask);
    }
    if (bringsFile(ask)) {
      return first.handle(ask.with(file(key.get(), ask)));
    }
    byte[] body = ask.body().readAllBytes();
    String id = key.get().id(ask.caller());
    String digest = key.get().digest(ask.request(), body);
    var earlier = records.begin(id, digest, clock.instant());
    return earlier.isPresent()
        ? repeated(earlier.get(), digest, ask, problem)
        : first(id, endpoint, ask.with(new ByteArrayInputStream(body)), first, problem);
  }

  /** Nobody holds a file to hash it: whoever has read it says what came. */
  private static boolean bringsFile(Ask ask) {
    String type = ask.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.startsWith("application/offset+octet-stream");
  }

  /**
   * An upload is known by its name among the items, so it may be done again, whatever became of the
   * first: it gives the item that is there, as it is now. What is kept here tells other uploads
   * from it.
   */
  private Once file(RepeatKey key, Ask ask) {
    return (content, write) -> {
      String id = key.id(ask.caller());
      String digest = key.digest(ask.request(), content.getBytes(UTF_8));
      var earlier = records.begin(id, digest, clock.instant());
      if (earlier.isPresent() && !earlier.get().digest().equals(digest)) {
        throw new Failed(new Failure.KeyReused());
      }
      try {
        var answer = write.apply(Optional.of(id + "/" + digest));
        settle(id, new Outcome.Final(Kept.NOTHING));
        return earlier.isPresent() ? answer.with("Idempotency-Replayed", "true") : answer;
      } catch (Failed failed) {
        boolean nothing = !(failed.failure() instanceof Failure.Unknown);
        if (nothing && earlier.isEmpty()) {
          settle(id, new Outcome.Nothing());
        }
        throw failed;
      }
    };
  }

  private Answer first(
      String id,
      Endpoint endpoint,
      Ask ask,
      Endpoint.Handler handler,
      Function<Failure, Answer> problem)
      throws Exception {
    try {
      var answer = handler.handle(ask);
      settle(id, outcome(endpoint, answer));
      return answer;
    } catch (Failed failed) {
      settle(id, outcome(failed.failure(), problem));
      throw failed;
    } catch (Exception | Error e) { // whatever it is, it is noted and goes on
      settle(
          id,
          StoreFailures.of(e)
              .map(failure -> outcome(failure, problem))
              .orElseGet(Outcome.Unknown::new));
      throw e;
    }
  }

  /** How a write ended, for those that come again. */
  private sealed interface Outcome {
    /** It is answered from now on. */
    record Final(Kept kept) implements Outcome {}

    /** Nothing was done; the next one is as good as the first. */
    record Nothing() implements Outcome {}

    /** It may have been done. */
    record Unknown() implements Outcome {}
  }

  private static Outcome outcome(Endpoint endpoint, Answer answer) {
    if (answer.headers().containsKey("Set-Cookie")) {
      return new Outcome.Nothing();
    }
    return new Outcome.Final(
        endpoint.again() == Again.TOLD
            ? new Kept(answer.status(), answer.headers(), new byte[0], true)
            : kept(answer));
  }

  /**
   * Final is what was wrong with the request itself. What depends on rights, on time or on what
   * else is there may come out otherwise the next time, and has changed nothing.
   */
  private static Outcome outcome(Failure failure, Function<Failure, Answer> problem) {
    return switch (failure) {
      case Failure.Invalid _,
          Failure.TooLarge _,
          Failure.Unsupported _,
          Failure.PreconditionRequired _ ->
          new Outcome.Final(kept(problem.apply(failure)));
      case Failure.NotFound _,
          Failure.Unauthenticated _,
          Failure.Denied _,
          Failure.Conflict _,
          Failure.Stale _,
          Failure.Busy _,
          Failure.NotReady _,
          Failure.Unavailable _,
          Failure.NoSpace _,
          Failure.Damaged _,
          Failure.KeyReused _,
          Failure.KeyInUse _,
          Failure.TooSlow _,
          Failure.OutOfRange _,
          Failure.Overloaded _,
          Failure.Stopping _,
          Failure.AlreadyDone _ ->
          new Outcome.Nothing();
      case Failure.Unknown _ -> new Outcome.Unknown();
    };
  }

  /** An answer that is too large to be kept whole is kept without its body. */
  private static Kept kept(Answer answer) {
    var headers = new HashMap<>(answer.headers());
    byte[] body =
        switch (answer.body()) {
          case Answer.Body.None _, Answer.Body.Ready _, Answer.Body.Stream _ -> new byte[0];
          case Answer.Body.Bytes(var bytes) -> bytes;
          case Answer.Body.Json(var value) -> {
            headers.putIfAbsent("Content-Type", "application/json");
            headers.putIfAbsent("Cache-Control", "private, no-cache");
            yield Json.write(value);
          }
        };
    if (body.length > LARGEST.bytes()) {
      headers.remove("Content-Type");
      body = new byte[0];
    }
    return new Kept(answer.status(), headers, body, false);
  }

  /** The write is over, whatever becomes of the note; without one a repeat learns that it began. */
  private void settle(String id, Outcome outcome) {
    try {
      switch (outcome) {
        case Outcome.Final(var kept) -> records.done(id, kept);
        case Outcome.Nothing _ -> records.forget(id);
        case Outcome.Unknown _ -> records.unknown(id);
      }
    } catch (RuntimeException e) { // the answer must not be lost because its copy is
      log.warn("the answer to a write with a key could not be kept: {}", e.toString());
    }
  }

  private Answer repeated(
      MongoRepeats.Row earlier, String digest, Ask ask, Function<Failure, Answer> problem) {
    if (!earlier.digest().equals(digest)) {
      throw new Failed(new Failure.KeyReused());
    }
    boolean late = earlier.since().plus(LONGEST).isBefore(clock.instant());
    return switch (earlier.state()) {
      case RUNNING -> throw new Failed(new Failure.KeyInUse(late));
      case UNKNOWN -> throw new Failed(new Failure.KeyInUse(true));
      case DONE -> again(earlier.kept(), ask, problem);
    };
  }

  private Answer again(Kept kept, Ask ask, Function<Failure, Answer> problem) {
    String place = kept.headers().getOrDefault("Location", "");
    if (kept.secret()) {
      String made = place.substring(place.lastIndexOf('/') + 1);
      return problem
          .apply(new Failure.AlreadyDone(made))
          .with("Location", place)
          .with("Idempotency-Replayed", "true");
    }
    // What was made by a guard that names no object: it may be closed to its maker by now.
    if (place.startsWith(COLLECTIONS)) {
      gate.require(
          ask.caller(), Permission.LIST, new CollectionId(place.substring(COLLECTIONS.length())));
    }
    return new Answer(kept.status(), kept.headers(), new Answer.Body.Bytes(kept.body()))
        .with("Idempotency-Replayed", "true");
  }
}
