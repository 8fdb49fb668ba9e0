package org.acervo.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.function.BiConsumer;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Served;

/**
 * The answer to a view, for one client. It is put together by Vert.x, header by header, or written
 * down at once as it goes over the wire; most of its head is the same each time.
 *
 * @param known whether the client has it already (304)
 */
record ViewAnswer(Served served, Encoding encoding, boolean known) {
  private static final byte[] PLAIN = beginning("200 OK", Encoding.PLAIN);
  private static final byte[] GZIP = beginning("200 OK", Encoding.GZIP);
  private static final byte[] ZSTD = beginning("200 OK", Encoding.ZSTD);
  private static final byte[] KNOWN = beginning("304 Not Modified", Encoding.PLAIN);
  private static final byte[] NOTHING = new byte[0];

  /** In the encoding that the client likes most, unless it knows the tag of that. */
  static ViewAnswer to(MultiMap headers, Served served) {
    var encoding = Encodings.of(headers).of(served.body());
    boolean known = Conditions.has(headers, served.body().etag(encoding));
    return new ViewAnswer(served, encoding, known);
  }

  /** Sets status and headers, and returns what follows them. */
  Buffer put(HttpServerResponse response) {
    lasting(known ? Encoding.PLAIN : encoding, response::putHeader);
    response.putHeader("ETag", tag()).putHeader("Cache-Status", served.source().status());
    response.setStatusCode(known ? 304 : 200);
    return BufferInternal.buffer(Unpooled.wrappedBuffer(body())); // not copied
  }

  /**
   * The whole answer over HTTP/1.1 (RFC 9112) in one piece, so that it takes one call of the
   * system.
   *
   * @param bodiless whether only the head was asked for (HEAD)
   */
  ByteBuf written(
      ByteBufAllocator allocator, StandingHeaders standing, String requestId, boolean bodiless) {
    byte[] body = body();
    byte[] beginning = beginning();
    byte[] rest = rest(standing, requestId, body.length).getBytes(US_ASCII);
    int sent = bodiless ? 0 : body.length;
    return allocator
        .ioBuffer(beginning.length + rest.length + sent)
        .writeBytes(beginning)
        .writeBytes(rest)
        .writeBytes(body, 0, sent);
  }

  private byte[] body() {
    return known ? NOTHING : served.body().sent(encoding);
  }

  private String tag() {
    return served.body().etag(encoding);
  }

  private byte[] beginning() {
    if (known) {
      return KNOWN;
    }
    return switch (encoding) {
      case PLAIN -> PLAIN;
      case GZIP -> GZIP;
      case ZSTD -> ZSTD;
    };
  }

  private String rest(StandingHeaders standing, String requestId, int length) {
    return standing.strictLine()
        + "ETag: "
        + tag()
        + "\r\nCache-Status: "
        + served.source().status()
        + "\r\nDate: "
        + Dates.now()
        + "\r\nX-Request-Id: "
        + requestId
        + (known ? "" : "\r\nContent-Length: " + length)
        + "\r\n\r\n";
  }

  private static byte[] beginning(String status, Encoding encoding) {
    var lines = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
    BiConsumer<String, String> line =
        (name, value) -> lines.append(name).append(": ").append(value).append("\r\n");
    StandingHeaders.lasting(line);
    lasting(encoding, line);
    return lines.toString().getBytes(US_ASCII);
  }

  private static void lasting(Encoding encoding, BiConsumer<String, String> headers) {
    headers.accept("Content-Type", "application/json");
    headers.accept("Cache-Control", "private, no-cache");
    headers.accept("Vary", "Accept-Encoding");
    if (encoding != Encoding.PLAIN) {
      headers.accept("Content-Encoding", encoding.word());
    }
  }
}
