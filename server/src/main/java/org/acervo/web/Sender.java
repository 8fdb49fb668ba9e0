package org.acervo.web;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.acervo.cache.Body;
import org.acervo.cache.Body.Encoding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one answer from a virtual thread, at the pace at which the client takes it, but at the
 * slowest {@link Pace}: as nobody may send for ever, nobody may listen for ever. That a client
 * takes nothing at all is seen by the idle time-out of its connection, unless it goes on asking
 * meanwhile.
 */
final class Sender {
  private static final Logger log = LoggerFactory.getLogger(Sender.class);
  private static final int WORTH_COMPRESSING = 1 << 10;
  private static final int PIECE = 256 << 10;
  private static final int LINGER_MILLIS = 2_000;

  /** What HTTP/2 calls the end of a stream (RFC 9113, section 7). */
  private static final long NO_FAULT = 0x0;

  private static final long BROKEN_OFF = 0x2;
  private static final long TOO_SLOW = 0x8;

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Context context;
  private final String requestId;
  private final StandingHeaders standing;
  private final String place;
  private final Pace pace;
  private long given;
  private long waited;

  /**
   * Sends the answer to one request.
   *
   * @param place what the log calls what was asked for
   */
  Sender(
      HttpServerRequest request,
      Context context,
      String requestId,
      StandingHeaders standing,
      String place,
      Pace pace) {
    this.request = request;
    this.response = request.response();
    this.context = context;
    this.requestId = requestId;
    this.standing = standing;
    this.place = place;
    this.pace = pace;
  }

  void send(Answer answer) {
    response.setStatusCode(answer.status());
    response.putHeader("X-Request-Id", requestId);
    standing.put(response);
    answer.headers().forEach(response::putHeader);
    answer.cookies().forEach(cookie -> response.headers().add("Set-Cookie", cookie));
    try {
      switch (answer.body()) {
        case Answer.Body.None _ -> conclude(Buffer.buffer());
        case Answer.Body.Json(var value) -> {
          byte[] json = Json.write(value);
          unlessSet("Content-Type", "application/json");
          tag(json);
          conclude(encoded(json));
        }
        case Answer.Body.Ready(var served, var _) ->
            conclude(ViewAnswer.to(request.headers(), served).put(response));
        case Answer.Body.Bytes(var bytes) -> {
          if (!response.headers().contains("ETag")) {
            tag(bytes);
          }
          conclude(Buffer.buffer(bytes));
        }
        case Answer.Body.Stream stream -> {
          if (isOther()) {
            refuseOther();
          } else {
            stream(stream);
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("the client of {} went away", place, e);
    }
  }

  private void unlessSet(String header, String value) {
    if (!response.headers().contains(header)) {
      response.putHeader(header, value);
    }
  }

  private void conclude(Buffer buffer) throws IOException {
    if (isOther()) {
      refuseOther();
    } else {
      end(unlessKnown(buffer));
    }
  }

  /**
   * Whether a reader wanted something else, by If-Match, which is asked before all other wishes.
   */
  private boolean isOther() {
    String tag = response.headers().get("ETag");
    boolean found =
        switch (response.getStatusCode()) {
          case 200, 206, 304, 416 -> true;
          default -> false;
        };
    return tag != null
        && found
        && (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD))
        && Conditions.wantsOther(request.headers(), tag);
  }

  private void refuseOther() {
    response.headers().clear();
    send(
        Problem.plain(
            412,
            "stale",
            "Changed in the meantime",
            Conditions.OTHER,
            Objects.requireNonNullElse(request.path(), ""),
            requestId));
  }

  /** Whether this answers what was read, and not that something was wrong or has changed. */
  private boolean isReading() {
    var method = request.method();
    return response.getStatusCode() == 200
        && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
  }

  /**
   * Gives what was read a strong tag, as views have one. The revision of a record says what was
   * edited, not what is written down of it, so a hash of that stands behind it.
   */
  private void tag(byte[] bytes) {
    unlessSet("Cache-Control", "private, no-cache");
    if (isReading()) {
      String revision = response.headers().get("ETag");
      response.putHeader(
          "ETag",
          revision == null ? '"' + Body.tag(bytes) + '"' : longer(revision, Body.tag(bytes)));
    }
  }

  /** A tag of ours with one more word in it. */
  private static String longer(String tag, String word) {
    return tag.substring(0, tag.length() - 1) + '.' + word + '"';
  }

  /** Nothing but the head when the client has it already (304). */
  private Buffer unlessKnown(Buffer buffer) {
    var headers = response.headers();
    String tag = headers.get("ETag");
    if (tag == null || !isReading() || !Conditions.has(request.headers(), tag)) {
      return buffer;
    }
    response.setStatusCode(304);
    headers.remove("Content-Encoding").remove("Content-Type");
    return Buffer.buffer();
  }

  private void end(Buffer buffer) throws IOException {
    int status = response.getStatusCode();
    if (status != 204 && status != 304) {
      response.putHeader("Content-Length", Integer.toString(buffer.length()));
    }
    boolean silent = request.method().equals(HttpMethod.HEAD) || buffer.length() == 0;
    await(() -> silent ? response.end() : response.end(buffer), buffer.length());
  }

  private void stream(Answer.Body.Stream stream) throws IOException {
    response.putHeader("Content-Length", Long.toString(stream.length()));
    if (request.method().equals(HttpMethod.HEAD)) {
      await(response::end, 0);
      return;
    }
    try (var out = new BufferedOutputStream(new ResponseStream(), PIECE)) {
      stream.writer().writeTo(out);
    } catch (IOException | RuntimeException e) {
      log.warn("sending {} broke off: {}", place, e.toString());
      cut(BROKEN_OFF);
      return;
    }
    await(response::end, 0);
  }

  /** Each encoding is a representation of its own, so a strong tag says which one it is of. */
  private Buffer encoded(byte[] json) {
    var wanted = Encodings.of(request.headers());
    var encoding =
        json.length < WORTH_COMPRESSING && wanted.plain() ? Encoding.PLAIN : wanted.best();
    var headers = response.headers();
    headers.set("Vary", "Accept-Encoding");
    if (encoding == Encoding.PLAIN) {
      return Buffer.buffer(json);
    }
    headers.set("Content-Encoding", encoding.word());
    String tag = headers.get("ETag");
    if (tag != null) {
      headers.set("ETag", longer(tag, encoding.word()));
    }
    return Buffer.buffer(Body.encoded(json, encoding));
  }

  /** The answer to a client that is still sending what nobody wants. */
  void sendLast(Answer answer) {
    send(isHttp2() ? answer : answer.with("Connection", "close"));
    context.runOnContext(_ -> context.owner().setTimer(LINGER_MILLIS, _ -> cut(NO_FAULT)));
  }

  /**
   * Ends what is left of this request: over HTTP/1.1 the connection, over HTTP/2 its stream only,
   * since others may be those of other people.
   *
   * @param code what HTTP/2 calls it (RFC 9113, section 7)
   */
  private void cut(long code) {
    if (isHttp2()) {
      context.runOnContext(_ -> {
        var _ = response.reset(code);
      });
    } else {
      ShortcutHandler.cut(request.connection());
    }
  }

  private boolean isHttp2() {
    return request.version() == HttpVersion.HTTP_2;
  }

  /**
   * Runs on the event loop that owns the connection, and waits here until the client took so many
   * bytes.
   */
  private void await(Supplier<Future<Void>> action, long bytes) throws IOException {
    var done = new CompletableFuture<Void>();
    context.runOnContext(_ -> complete(done, action));
    given += bytes;
    long start = System.nanoTime();
    try {
      done.get(pace.longest(given).toNanos() - waited, TimeUnit.NANOSECONDS);
      waited += System.nanoTime() - start;
    } catch (TimeoutException e) {
      cut(TOO_SLOW);
      throw new IOException("the client takes it too slowly", e);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while sending").initCause(e);
    }
  }

  private static void complete(CompletableFuture<Void> done, Supplier<Future<Void>> action) {
    try {
      action.get().onComplete(done::complete, done::completeExceptionally);
    } catch (RuntimeException e) { // the connection is in no state to send
      done.completeExceptionally(e);
    }
  }

  private final class ResponseStream extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      var piece = Buffer.buffer(length).appendBytes(bytes, offset, length);
      await(() -> response.write(piece), length);
    }
  }
}
