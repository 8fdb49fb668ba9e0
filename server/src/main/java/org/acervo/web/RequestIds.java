package org.acervo.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.acervo.kernel.Ids;

/**
 * A request's name in answers and logs: the client's own, if it is harmless, or a fresh one.
 * AuthZEN 1.0 (section 10.1.3) wants it back as it came; without white space and control characters
 * it cannot begin a line of the log.
 */
final class RequestIds {
  private static final Pattern HARMLESS = Pattern.compile("[!-~]{1,200}");

  private RequestIds() {}

  static String of(HttpServerRequest request, Ids ids) {
    String given = request.getHeader("X-Request-Id");
    return given != null && HARMLESS.matcher(given).matches() ? given : ids.fresh();
  }
}
