package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.acervo.kernel.Ids;

/** A request's name in answers and logs: the client's own, if it is harmless, or a fresh one. */
final class RequestIds {
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestIds() {}

  static String of(HttpServerRequest request, Ids ids) {
    String given = request.getHeader("X-Request-Id");
    return given != null && HARMLESS.matcher(given).matches() ? given : ids.fresh();
  }
}
