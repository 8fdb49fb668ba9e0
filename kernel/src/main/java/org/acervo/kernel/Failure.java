package org.acervo.kernel;

import java.time.Duration;
import java.util.List;

/**
 * Every way in which Acervo says no. The room {@code web} turns each kind into a problem document
 * (RFC 9457) in one place; rooms throw it inside a {@link Failed}.
 */
public sealed interface Failure {

  /** What a person reads: what happened, to what, and what to do next. */
  String detail();

  /**
   * The object does not exist, or the caller may not know that it does. The two look the same on
   * purpose.
   */
  record NotFound() implements Failure {
    @Override
    public String detail() {
      return "There is nothing here, or it is not open to you.";
    }
  }

  /**
   * Nobody is signed in, or the session or token that came with the request is not valid any more.
   */
  record Unauthenticated(String detail) implements Failure {}

  /** The object is visible to the caller, but the act is not allowed. */
  record Denied(String detail) implements Failure {}

  /** One field of a request and what is wrong with it. */
  record Fault(String field, String why) {
    private static final int SHOWN = 60;

    /** A word of the request as {@code why} shows it: in quotes, and cut when it is long. */
    public static String quoted(String word) {
      boolean cut = word.codePointCount(0, word.length()) > SHOWN;
      return "'" + (cut ? word.substring(0, word.offsetByCodePoints(0, SHOWN)) + "…" : word) + "'";
    }
  }

  /** The request itself is wrong. */
  record Invalid(List<Fault> faults) implements Failure {
    public Invalid {
      faults = List.copyOf(faults);
    }

    @Override
    public String detail() {
      return faults.isEmpty()
          ? "The request is not valid."
          : faults.getFirst().field() + ": " + faults.getFirst().why();
    }
  }

  /** The request contradicts what is there already. */
  record Conflict(String detail) implements Failure {}

  /** The change was based on an older revision than the current one. */
  record Stale(long current) implements Failure {
    @Override
    public String detail() {
      return "It was changed since you read it (it is now at revision "
          + current
          + "). Read it again, then repeat your change.";
    }
  }

  /** An edit came without saying which revision it is based on. */
  record PreconditionRequired() implements Failure {
    @Override
    public String detail() {
      return "Send If-Match with the ETag of what you read, so that nobody's change is lost.";
    }
  }

  /**
   * A part of a file that lies behind its end.
   *
   * @param size of the file, in bytes
   */
  record OutOfRange(long size) implements Failure {
    @Override
    public String detail() {
      return "The file has " + size + " bytes, and the Range begins behind them.";
    }
  }

  /** More bytes than the limit allows. */
  record TooLarge(DataSize limit) implements Failure {
    @Override
    public String detail() {
      return "It is larger than the limit of " + limit + ".";
    }
  }

  /**
   * A body that came more slowly than the limit allows.
   *
   * @param slowest bytes a second
   */
  record TooSlow(DataSize slowest) implements Failure {
    @Override
    public String detail() {
      return "The body came too slowly; at least " + slowest + " a second are needed.";
    }
  }

  /** Content of a type that Acervo does not keep. */
  record Unsupported(String detail) implements Failure {}

  /** Too many tries or too much work; the same request may succeed later. */
  record Busy(String detail, Duration retryAfter) implements Failure {}

  /** The key of an earlier write came with another one. */
  record KeyReused() implements Failure {
    @Override
    public String detail() {
      return "This Idempotency-Key came with another request before. Send a new one with each"
          + " request, and the same only with the very same request.";
    }
  }

  /**
   * The key is that of a write without an answer.
   *
   * @param lost whether there will be none any more
   */
  record KeyInUse(boolean lost) implements Failure {
    @Override
    public String detail() {
      return lost
          ? "The outcome of the first request with this Idempotency-Key was lost: it may or may not"
              + " have happened. Read again, and send it with a new key if it did not."
          : "The first request with this Idempotency-Key is still running. Ask again in a moment.";
    }
  }

  /**
   * The key is that of a write whose answer was a secret.
   *
   * @param made the id of what it made
   */
  record AlreadyDone(String made) implements Failure {
    @Override
    public String detail() {
      return "The first request with this Idempotency-Key has made "
          + made
          + ". Its secret was shown then and is kept nowhere; end it and make another if you"
          + " do not have it.";
    }
  }

  /** The disk that keeps the library is full. What was asked was not kept; reading goes on. */
  record NoSpace() implements Failure {
    @Override
    public String detail() {
      return "The disk that keeps the library is full, so this was not saved. What is there can"
          + " still be read. Make room on the disk, or ask the administrator to, then repeat it.";
    }
  }

  /** Something that Acervo depends on is away. Nothing was changed. */
  record Unavailable(String what, Duration retryAfter) implements Failure {
    @Override
    public String detail() {
      return what + " cannot be reached at the moment. Try again in a few seconds.";
    }
  }

  /** More is being done at once than there is memory for. Nothing was changed. */
  record Overloaded(Duration retryAfter) implements Failure {
    @Override
    public String detail() {
      return "The server does as much at once as its memory allows. Try again in a few seconds.";
    }
  }

  /** This node ends; another one, or it when it is back, takes the request. */
  record Stopping(Duration retryAfter) implements Failure {
    @Override
    public String detail() {
      return "The server is being stopped. Send the request again in a few seconds.";
    }
  }

  /** It is being made, and the same request will find it. */
  record NotReady(String what, Duration retryAfter) implements Failure {
    @Override
    public String detail() {
      return what + " Ask again in a moment.";
    }
  }

  /** Stored bytes are missing or are not those that were stored. */
  record Damaged() implements Failure {
    @Override
    public String detail() {
      return "The stored bytes of this file are damaged, so they are not given out. Administrators"
          + " find it under Storage; uploading the same file again repairs it.";
    }
  }

  /** A write was sent and its answer lost: it may or may not have happened. */
  record Unknown(String what) implements Failure {
    @Override
    public String detail() {
      return "The answer to "
          + what
          + " was lost: it may or may not have happened. Read again before repeating it.";
    }
  }
}
