package org.acervo.web;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Served;
import org.jspecify.annotations.Nullable;

/** Writes the head of a view's answer and picks its bytes; the same on every way out. */
final class ViewHead {
  private ViewHead() {}

  /**
   * Sets status and headers.
   *
   * @return what follows them; nothing when the client has it already (304)
   */
  static Buffer write(HttpServerRequest request, Served served) {
    var body = served.body();
    var wanted = Encodings.of(request.getHeader("Accept-Encoding"));
    var encoding = body.has(wanted) ? wanted : Encoding.PLAIN;
    var response = request.response();
    var headers = response.headers();
    headers.set("Content-Type", "application/json");
    headers.set("Cache-Control", "private, no-cache");
    headers.set("Vary", "Accept-Encoding");
    headers.set("ETag", body.etag(encoding));
    headers.set("Cache-Status", served.source().status());
    if (isKnown(request.getHeader("If-None-Match"), body.etag(encoding))) {
      response.setStatusCode(304);
      return Buffer.buffer();
    }
    if (encoding != Encoding.PLAIN) {
      headers.set("Content-Encoding", encoding.word());
    }
    return BufferInternal.buffer(Unpooled.wrappedBuffer(body.in(encoding))); // not copied
  }

  /** Weak comparison (RFC 9110, section 13.1.2). */
  private static boolean isKnown(@Nullable String ifNoneMatch, String etag) {
    if (ifNoneMatch == null) {
      return false;
    }
    if (ifNoneMatch.equals(etag) || ifNoneMatch.strip().equals("*")) {
      return true;
    }
    for (var part : ifNoneMatch.split(",", -1)) {
      String tag = part.strip();
      if ((tag.startsWith("W/") ? tag.substring(2) : tag).equals(etag)) {
        return true;
      }
    }
    return false;
  }
}
