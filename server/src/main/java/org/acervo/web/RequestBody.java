package org.acervo.web;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.acervo.kernel.DataSize;
import org.acervo.kernel.Failed;
import org.acervo.kernel.Failure;

/**
 * The body of a request as a stream that may be read on a virtual thread while the event loop goes
 * on.
 *
 * <p>The request is paused; a few buffers are asked for in advance and one more for each that was
 * taken, so a slow reader slows the client down and memory stays at those few buffers. A client
 * that hangs up or says less than it announced ends the stream with an {@link IOException}, never
 * with an early end. So does one that lets us wait for too long: only the time that was spent
 * waiting for it counts, not what we needed for what it sent.
 */
final class RequestBody extends InputStream {
  private static final int AHEAD = 4;
  private static final Duration BACK = Duration.ofSeconds(5);

  private sealed interface Event {
    record Data(Buffer buffer) implements Event {}

    record End() implements Event {}

    record Late() implements Event {}

    record Stopped() implements Event {}

    record Malformed() implements Event {}

    record Broken(Throwable cause) implements Event {}
  }

  private final HttpServerRequest request;
  private final Context context;
  private final Pace pace;
  private final DataSize limit;
  private final LongConsumer kept;
  private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private Event current = new Event.Data(Buffer.buffer());
  private int position;
  private long taken;
  private long waited;
  private boolean invited;

  /**
   * To be called on the event loop, before the first byte of the body was handled.
   *
   * @param kept told how many bytes more are about to be read; may throw
   */
  RequestBody(
      HttpServerRequest request, Context context, DataSize limit, Pace pace, LongConsumer kept) {
    this.kept = kept;
    this.request = request;
    this.context = context;
    this.limit = limit;
    this.pace = pace;
    request.pause();
    request.handler(buffer -> events.add(new Event.Data(buffer)));
    request.endHandler(_ ->
        events.add(
            ShortcutHandler.isBroken(request.connection())
                ? new Event.Malformed()
                : new Event.End()));
    request.exceptionHandler(cause -> events.add(new Event.Broken(cause)));
    request.fetch(AHEAD);
    invited = !"100-continue".equalsIgnoreCase(request.getHeader("Expect"));
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      switch (current) {
        case Event.Data(var buffer) when position < buffer.length() -> {
          int n = Math.min(length, buffer.length() - position);
          buffer.getBytes(position, position + n, into, offset);
          position += n;
          return n;
        }
        case Event.Data _ -> next();
        case Event.End _ -> {
          return -1;
        }
        case Event.Late _ -> throw new Failed(new Failure.TooSlow(pace.slowest()));
        case Event.Stopped _ -> throw new Failed(new Failure.Stopping(BACK));
        case Event.Malformed _ ->
            throw Failed.invalid("body", "has a chunk that is malformed (RFC 9112, section 7.1)");
        case Event.Broken(var cause) ->
            throw new IOException("the connection ended before the request did", cause);
      }
    }
  }

  private void next() throws IOException {
    advance();
    if (taken > limit.bytes()) {
      throw new Failed(new Failure.TooLarge(limit));
    }
    if (current instanceof Event.Data(var buffer)) {
      kept.accept(buffer.length());
    }
  }

  /** Who asks before sending is told to send once somebody wants to read (RFC 9110, 10.1.1). */
  private void invite() {
    invited = true;
    if (events.isEmpty()) {
      context.runOnContext(_ -> {
        var _ = request.response().writeContinue();
      });
    }
  }

  private void advance() throws IOException {
    if (!invited) {
      invite();
    }
    try {
      long start = System.nanoTime();
      var event = events.poll(pace.patience().toMillis(), TimeUnit.MILLISECONDS);
      waited += System.nanoTime() - start;
      boolean slow = event == null || waited > pace.longest(taken).toNanos();
      current = slow ? new Event.Late() : event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted while reading").initCause(e);
    }
    position = 0;
    if (current instanceof Event.Data(var buffer)) {
      taken += buffer.length();
      context.runOnContext(_ -> request.fetch(1));
    }
  }

  /**
   * Ends the stream where it is: the server stops, and whoever sends gets to know that while there
   * is still a connection to say so. What has arrived completely stays complete.
   */
  void stop() {
    events.add(new Event.Stopped());
  }

  /**
   * Reads and throws away what is left, so that a client that is still sending gets to read the
   * answer. Who has asked whether to send is not told to.
   *
   * @return whether the end was reached within {@code most} bytes
   */
  boolean drain(DataSize most) {
    if (!invited && events.isEmpty()) {
      return false; // it waits for our word, which is the answer
    }
    invited = true;
    long end = taken + most.bytes();
    try {
      while (taken < end && current instanceof Event.Data) {
        advance();
      }
    } catch (IOException e) {
      return false;
    }
    return current instanceof Event.End;
  }
}
