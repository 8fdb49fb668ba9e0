package org.acervo.web;

import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.buffer.BufferInternal;
import org.acervo.cache.Body.Encoding;
import org.acervo.cache.Served;

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
    var encoding = Encodings.of(request).of(body);
    var response = request.response();
    var headers = response.headers();
    headers.set("Content-Type", "application/json");
    headers.set("Cache-Control", "private, no-cache");
    headers.set("Vary", "Accept-Encoding");
    headers.set("ETag", body.etag(encoding));
    headers.set("Cache-Status", served.source().status());
    if (Conditions.has(request, body.etag(encoding))) {
      response.setStatusCode(304);
      return Buffer.buffer();
    }
    if (encoding != Encoding.PLAIN) {
      headers.set("Content-Encoding", encoding.word());
    }
    return BufferInternal.buffer(Unpooled.wrappedBuffer(body.sent(encoding))); // not copied
  }
}
