package org.acervo.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import org.acervo.kernel.Failure;
import org.acervo.web.Routes.Route;
import org.acervo.web.ui.Pages;

/**
 * Meets each request on the event loop: what has no clear meaning is refused, what is at hand is
 * answered, and the rest is shown its way.
 */
final class Reception {
  private final Routes routes;
  private final Shortcut shortcut;
  private final Dispatcher dispatcher;
  private final Pages pages;

  Reception(Routes routes, Shortcut shortcut, Dispatcher dispatcher, Pages pages) {
    this.routes = routes;
    this.shortcut = shortcut;
    this.dispatcher = dispatcher;
    this.pages = pages;
  }

  /** Over HTTP/1.1 {@link ShortcutHandler} has looked at the head already. */
  void meet(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      var fault = HeadFault.overHttp2(request);
      if (fault != null) {
        refuse(request, fault);
        return;
      }
    }
    if (!shortcut.answers(request)) {
      show(request);
    }
  }

  private void show(HttpServerRequest request) {
    String path = path(request.uri());
    if (path.equals(HeadFault.WHOLE_SERVER)) {
      dispatcher.answer(
          request, Answer.noContent().with("Allow", String.join(", ", routes.methods())));
      return;
    }
    switch (routes.of(request.method().name(), path)) {
      case Route.To(var endpoint, var parameters) ->
          dispatcher.handle(endpoint, request, parameters);
      case Route.OtherMethods(var allowed) -> refuseMethod(request, allowed);
      case Route.Nowhere() -> page(request, path);
    }
  }

  private void page(HttpServerRequest request, String path) {
    boolean reads =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    if (!pages.has(path)) {
      dispatcher.refuse(
          request, 404, "not-found", "Not found", new Failure.NotFound().detail(), List.of());
    } else if (reads && pages.isOther(request, path)) {
      dispatcher.refuse(
          request, 412, "stale", "Changed in the meantime", Conditions.OTHER, List.of());
    } else if (reads) {
      pages.send(request, path);
    } else {
      refuseMethod(request, List.of("GET", "HEAD"));
    }
  }

  private void refuseMethod(HttpServerRequest request, List<String> allowed) {
    dispatcher.refuse(
        request,
        405,
        "method-not-allowed",
        "Method not allowed",
        "This address does not answer to "
            + request.method()
            + ", but to "
            + String.join(", ", allowed)
            + ".",
        allowed);
  }

  /** Answers what could not be read; Vert.x ends the connection then. */
  void refuseHead(HttpServerRequest request) {
    refuse(request, HeadFault.of(request.decoderResult().cause()));
  }

  private void refuse(HttpServerRequest request, HeadFault fault) {
    dispatcher.refuseHead(request, fault);
  }

  private static String path(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }
}
