package org.acervo.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.acervo.kernel.Failure;

/** A failure as clients see it (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String instance,
    String code,
    String requestId,
    List<Failure.Fault> errors) {

  /** RFC 9110, section 15.5.2, wants one; for this scheme no browser opens a dialog of its own. */
  private static final String CHALLENGE = "Bearer realm=\"acervo\"";

  private record Shape(int status, String code, String title) {}

  /** The one place where kinds of failure become statuses. */
  private static Shape shape(Failure failure) {
    return switch (failure) {
      case Failure.NotFound _ -> new Shape(404, "not-found", "Not found");
      case Failure.Unauthenticated _ -> new Shape(401, "unauthenticated", "Sign in first");
      case Failure.Denied _ -> new Shape(403, "denied", "Not allowed");
      case Failure.Invalid _ -> new Shape(400, "invalid", "Something in the request is wrong");
      case Failure.Conflict _ -> new Shape(409, "conflict", "Contradicts what is there");
      case Failure.Stale _ -> new Shape(412, "stale", "Changed in the meantime");
      case Failure.PreconditionRequired _ ->
          new Shape(428, "precondition-required", "If-Match is missing");
      case Failure.TooLarge _ -> new Shape(413, "too-large", "Too large");
      case Failure.OutOfRange _ -> new Shape(416, "out-of-range", "Range not satisfiable");
      case Failure.TooSlow _ -> new Shape(408, "too-slow", "Too slow");
      case Failure.Unsupported _ -> new Shape(415, "unsupported-type", "Type not supported");
      case Failure.KeyReused _ ->
          new Shape(422, "idempotency-key-reused", "Key of another request");
      case Failure.KeyInUse(var lost) ->
          lost
              ? new Shape(409, "idempotency-outcome-unknown", "Outcome not known")
              : new Shape(409, "idempotency-key-in-use", "Still running");
      case Failure.AlreadyDone _ -> new Shape(409, "idempotency-already-done", "Done already");
      case Failure.Busy _ -> new Shape(429, "busy", "Too many tries");
      case Failure.NoSpace _ -> new Shape(507, "no-space", "No room on the disk");
      case Failure.Unavailable _ -> new Shape(503, "unavailable", "Not available at the moment");
      case Failure.Overloaded _ -> new Shape(503, "overloaded", "Too much at once");
      case Failure.Stopping _ -> new Shape(503, "stopping", "The server stops");
      case Failure.NotReady _ -> new Shape(503, "not-ready", "Not ready yet");
      case Failure.Damaged _ -> new Shape(500, "damaged", "Damaged in storage");
      case Failure.Unknown _ -> new Shape(503, "unknown-outcome", "Outcome not known");
    };
  }

  static Answer answer(Failure failure, String instance, String requestId) {
    var shape = shape(failure);
    var faults =
        failure instanceof Failure.Invalid invalid ? invalid.faults() : List.<Failure.Fault>of();
    var answer =
        of(
            shape.status(),
            shape.code(),
            shape.title(),
            failure.detail(),
            instance,
            requestId,
            faults);
    if (failure instanceof Failure.OutOfRange(long size)) {
      return answer.with("Content-Range", "bytes */" + size);
    }
    return retryAfter(failure)
        .map(wait -> answer.with("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
        .orElse(answer);
  }

  /** For what HTTP itself refuses, before any room is asked. */
  static Answer plain(
      int status, String code, String title, String detail, String instance, String requestId) {
    return of(status, code, title, detail, instance, requestId, List.of());
  }

  /** For what is answered before there is a request. */
  static Problem of(int status, String code, String title, String detail, String requestId) {
    return new Problem("/problems/" + code, title, status, detail, "", code, requestId, List.of());
  }

  private static Answer of(
      int status,
      String code,
      String title,
      String detail,
      String instance,
      String requestId,
      List<Failure.Fault> faults) {
    var answer =
        Answer.json(
                status,
                new Problem(
                    "/problems/" + code, title, status, detail, instance, code, requestId, faults))
            .with("Content-Type", "application/problem+json");
    return status == 401 ? answer.with("WWW-Authenticate", CHALLENGE) : answer;
  }

  private static Optional<Duration> retryAfter(Failure failure) {
    return switch (failure) {
      case Failure.Busy busy -> Optional.of(busy.retryAfter());
      case Failure.Unavailable away -> Optional.of(away.retryAfter());
      case Failure.NotReady later -> Optional.of(later.retryAfter());
      case Failure.NoSpace _ -> Optional.of(Duration.ofMinutes(1));
      case Failure.Overloaded later -> Optional.of(later.retryAfter());
      case Failure.Stopping soon -> Optional.of(soon.retryAfter());
      case Failure.Unknown _ -> Optional.of(Duration.ofSeconds(2));
      default -> Optional.empty();
    };
  }
}
